import type { Envelope } from '../../claims/envelope.ts';
import { growthOutput, type GrowthOutput } from '../../measure/network-growth.ts';
import type { CellRecord, OriginModel, OriginSpread } from './cells.ts';
import { origin, originOutput, type OriginOutput } from './run.ts';
import { parity, parityOutput, type ParityOutput } from './parity-run.ts';
import type { NormKind } from '../../data/sample-norms.ts';
import { artifactsOf } from '../../site/results.ts';

export type OriginArtifact = Envelope & OriginOutput;
export type NetworkArtifact = Envelope & GrowthOutput;
export type ParityArtifact = Envelope & ParityOutput;

const bySeed = <A extends Envelope>(artifacts: readonly A[]) => artifacts.toSorted((a, b) => a.seed - b.seed);

/** The constructed 2 x 2, in the order of the seeds; none when it was not measured. */
export const originRuns = (): readonly OriginArtifact[] => bySeed(artifactsOf(origin.id, originOutput));

/** Trained networks on images whose norms are spread in four ways, those that came to their slices. */
export const networkRuns = (): readonly NetworkArtifact[] =>
  bySeed(artifactsOf('origin-networks', growthOutput)).filter(({ growth }) => growth.length > 0);

/** Logistic regressions on the same. */
export const parityRuns = (): readonly ParityArtifact[] =>
  bySeed(artifactsOf(parity.id, parityOutput)).filter(({ transitions }) => transitions.length > 0);

/** One cell of every seed. */
export const cellsOf = (
  runs: readonly OriginArtifact[],
  model: OriginModel,
  spread: OriginSpread,
): readonly (CellRecord & { readonly seed: number })[] =>
  runs.flatMap(({ seed, cells }) =>
    cells.filter((cell) => cell.model === model && cell.spread === spread).map((cell) => ({ ...cell, seed })),
  );

export const networksOf = (
  runs: readonly NetworkArtifact[],
  network: 'tanh4' | 'linear',
  norms: NormKind,
): readonly NetworkArtifact[] => runs.filter(({ variant }) => variant === `${network}-${norms}`);

export const parityOf = (runs: readonly ParityArtifact[], norms: NormKind): readonly ParityArtifact[] =>
  runs.filter(({ variant }) => variant === norms);

/** What the spreads of the constructed magnitudes are called. */
export const spreadNames: Readonly<Record<OriginSpread, string>> = {
  one: 'one magnitude',
  three: 'three magnitudes',
  'log-uniform': 'log-uniform',
  density: 'density 1/m²',
};

/** What the spreads of the images' norms are called. */
export const normNames: Readonly<Record<NormKind, string>> = {
  unit: 'all the same',
  natural: 'natural',
  lognormal: 'lognormal',
  'tenth-times-8': 'a tenth times 8',
};

/** From no spread to the widest. */
export const normOrder: readonly NormKind[] = ['unit', 'natural', 'lognormal', 'tenth-times-8'];
