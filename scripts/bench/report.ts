import { cpus } from 'node:os';
import type { Benchmark, BenchmarkDetails, BenchmarkRow } from '../../src/studies/engine-benchmark/schema.ts';
import { stepOperations } from '../../src/studies/engine-benchmark/operations.ts';
import type { Measured, MeasuredRow, Timing } from './measure.ts';
import { shareSetting } from './plan.ts';

/** Three significant digits: more than that is noise. */
const rounded = (value: number) => Number(value.toPrecision(3));
const optional = (value: number | undefined) => (value === undefined ? null : rounded(value));
const pair = (timing: Timing | undefined): [number, number] | null =>
  timing ? [rounded(timing.quartiles[0]), rounded(timing.quartiles[1])] : null;

function reportRow({ row, timings }: MeasuredRow): BenchmarkRow {
  return {
    case: row.case,
    net: row.setting.net,
    n: row.setting.n,
    precision: row.precision,
    compiled_ms: rounded(timings.compiled!.median),
    eager_ms: optional(timings.eager?.median),
    torch_eager_ms: optional(timings.torch_eager?.median),
    torch_compile_ms: optional(timings.torch_compile?.median),
    peak_mb: Math.round(timings.compiled!.peak),
  };
}

/** Geometric mean of how many times faster ours is; null where there is nothing to compare with. */
function speedUp(
  rows: readonly MeasuredRow[],
  other: 'eager' | 'torch_eager' | 'torch_compile',
): number | null {
  const logarithms = rows.flatMap(({ timings }) => {
    const theirs = timings[other];
    return theirs ? [Math.log(theirs.median / timings.compiled!.median)] : [];
  });
  if (logarithms.length === 0) return null;
  return rounded(Math.exp(logarithms.reduce((sum, value) => sum + value, 0) / logarithms.length));
}

/** Of the wide network's step, against the faster of the two libraries' matrix products. */
function matmulShare({ rows, matmul }: Measured): number | null {
  const step = rows.find(
    ({ row }) => row.case === 'step' && row.setting === shareSetting && row.precision === 'float32',
  );
  if (!step) return null;
  const rate = stepOperations(shareSetting.layers, shareSetting.n) / step.timings.compiled!.median / 1e6;
  return rounded(rate / Math.max(matmul.ours, matmul.peer ?? 0));
}

const ofMlps = (rows: readonly MeasuredRow[], kind: MeasuredRow['row']['case']) =>
  rows.filter(
    ({ row: { case: one, setting, precision } }) =>
      one === kind && setting.kind === 'mlp' && setting.batch === undefined && precision === 'float32',
  );

/** The report that `bench/latest.json` holds; means are over the MLPs in float32, against eager tfjs those of 500 samples. */
export function benchmarkOf(measured: Measured, threads: number): Benchmark {
  const steps = ofMlps(measured.rows, 'step');
  return {
    machine: cpus()[0].model,
    threads,
    rows: measured.rows.map(reportRow),
    summary: {
      step_vs_torch_eager: speedUp(steps, 'torch_eager'),
      step_vs_torch_compile: speedUp(steps, 'torch_compile'),
      hvp_vs_torch_eager: speedUp(ofMlps(measured.rows, 'hvp'), 'torch_eager'),
      step_vs_tfjs_eager: speedUp(
        steps.filter(({ row }) => row.setting.n === 500),
        'eager',
      ),
      matmul_share: matmulShare(measured),
    },
  };
}

export function detailsOf({ rows, matmul }: Measured, date: string, repeats: number): BenchmarkDetails {
  const version = (name: 'compiled' | 'torch_eager') =>
    rows.map(({ timings }) => timings[name]?.version).find((one) => one !== undefined);
  return {
    date,
    ours: version('compiled')!,
    peer: version('torch_eager') ?? null,
    repeats,
    matmul: { ours: rounded(matmul.ours), peer: matmul.peer === null ? null : rounded(matmul.peer) },
    rows: rows.map(({ timings, single }) => ({
      compiled: pair(timings.compiled),
      torch_eager: pair(timings.torch_eager),
      single_call_ms: optional(single?.median),
      eager_peak_mb: optional(timings.eager?.peak),
      torch_eager_peak_mb: optional(timings.torch_eager?.peak),
      torch_compile_peak_mb: optional(timings.torch_compile?.peak),
    })),
  };
}
