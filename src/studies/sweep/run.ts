import type { Artifact, RunContext, RunResult } from '../../claims/experiment.ts';
import { median, ofAll, tInterval } from '../../math/statistics.ts';
import type { GrowthOutput } from '../growth/schema.ts';
import { cellName, cellsOf, type Cell, type Sweep, type SweepRow, type SweepSummary } from './schema.ts';

type Summarised = { readonly variant: string; readonly runs: readonly GrowthOutput[] };

/** Mean over seeds of each run's median over its top eigenvectors; null where a run has none. */
function over(runs: readonly GrowthOutput[], of: (growth: GrowthOutput['growth'][number]) => number | null) {
  const values = runs.map(({ growth }) =>
    ofAll(median, growth.filter(({ kind }) => kind === 'top eigenvector').map(of)),
  );
  if (values.length === 0 || values.includes(null)) return null;
  if (values.length === 1) return { value: values[0]!, interval: null };
  const { value, interval } = tInterval(values as number[]);
  return { value, interval: [interval[0], interval[1]] as [number, number] };
}

function summarise(cell: Cell, { variant, runs }: Summarised): SweepRow {
  return {
    variant,
    cell,
    seeds: runs.length,
    reached: runs.filter(({ training }) => training.status === 'reached').length,
    sharpness: over(runs, ({ curvature }) => curvature),
    quadraticRadius: over(runs, ({ quadraticRadius }) => quadraticRadius),
    exponent: over(runs, ({ exponent }) => exponent),
    exponentAt3: over(runs, ({ exponentAt3 }) => exponentAt3),
    decreasingShare: over(runs, ({ decreasingShare }) => decreasingShare),
  };
}

/** The table of a sweep, from all of its networks. */
export function summariseSweep({ parameters, inputs }: RunContext<Sweep>): Promise<RunResult<SweepSummary>> {
  const artifacts = inputs as readonly Artifact<GrowthOutput>[];
  const rows = cellsOf(parameters).map((cell) => {
    const variant = cellName(parameters, cell);
    const runs = artifacts.filter((one) => one.variant === variant).map(({ output }) => output);
    return summarise(cell, { variant, runs });
  });
  return Promise.resolve({
    status: 'complete',
    output: { sweep: parameters, rows },
    tensors: {},
    datasets: [],
  });
}
