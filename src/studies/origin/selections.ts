import type { Results, Run } from '../../claims/results.ts';
import type { NormKind } from '../../data/sample-norms.ts';
import { growthOutput, type GrowthOutput } from '../growth/schema.ts';
import { parityOutput, type ParityOutput } from './parity-schema.ts';
import {
  originOutput,
  type CellRecord,
  type OriginModel,
  type OriginOutput,
  type OriginSpread,
} from './schema.ts';

export type OriginRun = Run<OriginOutput>;
export type NetworkRun = Run<GrowthOutput>;
export type ParityRun = Run<ParityOutput>;

/** The constructed 2 x 2; none when it was not measured. */
export const originRuns = (results: Results): readonly OriginRun[] => results.runs('origin', originOutput);

/** Trained networks on images whose norms are spread in four ways, those that came to their slices. */
export const networkRuns = (results: Results): readonly NetworkRun[] =>
  results.runs('origin-networks', growthOutput).filter(({ growth }) => growth.length > 0);

/** Logistic regressions on the same. */
export const parityRuns = (results: Results): readonly ParityRun[] =>
  results.runs('parity', parityOutput).filter(({ transitions }) => transitions.length > 0);

/** One cell of every seed. */
export const cellsOf = (
  runs: readonly OriginRun[],
  model: OriginModel,
  spread: OriginSpread,
): readonly (CellRecord & { readonly seed: number })[] =>
  runs.flatMap(({ seed, cells }) =>
    cells.filter((cell) => cell.model === model && cell.spread === spread).map((cell) => ({ ...cell, seed })),
  );

export const networksOf = (
  runs: readonly NetworkRun[],
  network: 'tanh4' | 'linear',
  norms: NormKind,
): readonly NetworkRun[] => runs.filter(({ variant }) => variant === `${network}-${norms}`);

export const parityOf = (runs: readonly ParityRun[], norms: NormKind): readonly ParityRun[] =>
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

/** What the page says where there is nothing to tell. */
export const nothing = 'No run of this build measured this, so there is nothing to report here.';
