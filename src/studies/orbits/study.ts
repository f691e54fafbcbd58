import { orbitsOutput, type RandomOrbits } from './run.ts';
import type { DiagramOutput } from './diagram.ts';
import type { Envelope } from '../../claims/envelope.ts';
import { oneDimensionalLosses } from '../../math/one-dimensional.ts';
import type { Markup } from '../../figures/markup.ts';
import { artifactsOf } from '../../site/results.ts';

export type RandomOrbitsArtifact = Envelope & RandomOrbits;
export type DiagramArtifact = Envelope & DiagramOutput;

/** What T1 measured: random starts in the order of their seeds, and the pictures. */
export interface OrbitsStudy {
  readonly seeds: readonly RandomOrbitsArtifact[];
  readonly diagram: DiagramArtifact;
}

/** Null when either is missing. */
export function orbitsStudy(): OrbitsStudy | null {
  const artifacts = artifactsOf('orbits', orbitsOutput).toSorted((a, b) => a.seed - b.seed);
  const seeds = artifacts.flatMap((one) => (one.kind === 'random starts' ? [one] : []));
  const diagram = artifacts.flatMap((one) => (one.kind === 'diagram' ? [one] : []))[0];
  return seeds.length === 0 || diagram === undefined ? null : { seeds, diagram };
}

/** f(x) of a loss of the catalogue in words. */
export const formulaOf = (id: string): Markup =>
  oneDimensionalLosses.find((loss) => loss.id === id)?.formula ?? id;
