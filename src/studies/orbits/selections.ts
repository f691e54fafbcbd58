import type { Results, Run } from '../../claims/results.ts';
import type { Markup } from '../../figures/markup.ts';
import { oneDimensionalLosses } from '../../math/one-dimensional.ts';
import { orbitsOutput, type DiagramOutput, type RandomOrbits } from './schema.ts';

/** The orbits from random starts of every seed, and the pictures. */
export interface OrbitsStudy {
  readonly seeds: readonly Run<RandomOrbits>[];
  readonly diagram: Run<DiagramOutput>;
}

/** Null when either is missing. */
export function orbitsStudy(results: Results): OrbitsStudy | null {
  const runs = results.runs('orbits', orbitsOutput);
  const seeds = runs.flatMap((one) => (one.kind === 'random starts' ? [one] : []));
  const [diagram] = runs.flatMap((one) => (one.kind === 'diagram' ? [one] : []));
  return seeds.length === 0 || diagram === undefined ? null : { seeds, diagram };
}

/** f(x) of a loss of the catalogue in words. */
export const formulaOf = (id: string): Markup =>
  oneDimensionalLosses.find((loss) => loss.id === id)?.formula ?? id;
