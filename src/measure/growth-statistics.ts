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
