import type { Artifact } from '../claims/experiment.ts';
import { perSeed } from '../claims/seed-tests.ts';
import { median, ofAll } from '../math/statistics.ts';
import type { GrowthOutput } from './network-growth.ts';
import type { GrowthRecord } from './slice-growth.ts';

export type GrowthStatistic = (record: GrowthRecord) => number | null;

/** Median over a network's slices of one kind; null where it has none, or where one lacks the statistic. */
export const medianPerSeed = (
  artifacts: readonly Artifact<GrowthOutput>[],
  kind: GrowthRecord['kind'],
  statistic: GrowthStatistic,
): ReadonlyMap<number, number | null> =>
  perSeed(artifacts, ({ growth }) =>
    ofAll(median, growth.filter((record) => record.kind === kind).map(statistic)),
  );

/** What counts as subquadratic growth, and as quadratic; thresholds of R1, committed before the run they judge. */
export const growthRules = {
  /** Mean exponent over the decade past the quadratic radius; 2 is quadratic growth. */
  exponent: 1.45,
  /** Local exponent at t = 3. */
  exponentAt3: 1.75,
  /** Share of t in [0.01, 10] on which f′(t)/t falls. */
  decreasingShare: 1,
  /** How far from 2 an exponent of the linear network may be. */
  controlTolerance: 1e-6,
  /** Share of falls the linear network may show. */
  controlShare: 0.05,
} as const;
