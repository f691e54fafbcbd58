import { expect, test } from 'vitest';
import { drawFigure, sizes, type Size } from '../../src/figures/draw-figure.ts';
import type { MatrixData } from '../../src/figures/figure-data.ts';
import { engineBenchmark, type EngineBenchmark } from '../../src/studies/engine-benchmark/benchmark.ts';
import { goals, isReached } from '../../src/studies/engine-benchmark/findings.ts';
import { classOfRatio, ratiosFigure } from '../../src/studies/engine-benchmark/figures/ratios.ts';
import type { BenchmarkRow } from '../../src/studies/engine-benchmark/schema.ts';
import { stepsFigure } from '../../src/studies/engine-benchmark/figures/steps.ts';

const row = (
  net: string,
  n: number,
  compiled_ms: number,
  others: Partial<BenchmarkRow> = {},
): BenchmarkRow => ({
  ...{ case: 'step', net, n, precision: 'float32', compiled_ms, peak_mb: 450 },
  ...{ eager_ms: 6 * compiled_ms, torch_eager_ms: 2 * compiled_ms, torch_compile_ms: null },
  ...others,
});

function example(rows: readonly BenchmarkRow[], withPeer = true): EngineBenchmark {
  const summary = {
    step_vs_torch_eager: withPeer ? 2 : null,
    step_vs_torch_compile: null,
    hvp_vs_torch_eager: withPeer ? 1.5 : null,
    step_vs_tfjs_eager: 6,
    matmul_share: 0.9,
  };
  return {
    report: { machine: 'a processor', threads: 1, rows: [...rows], summary },
    details: {
      ...{ date: '2026-01-31', ours: 'tfjs', peer: withPeer ? '2' : null, repeats: 9 },
      matmul: { ours: 100, peer: withPeer ? 120 : null },
      rows: rows.map(() => ({
        ...{ compiled: [1, 2], torch_eager: null, single_call_ms: null, eager_peak_mb: null },
        ...{ torch_eager_peak_mb: withPeer ? 500 : null, torch_compile_peak_mb: null },
      })),
    },
  };
}

const rows = [
  row('196-64-64-10', 500, 0.4),
  row('784-200-200-10', 1000, 6.4, { torch_compile_ms: 6.3 }),
  row('196-64-64-10', 500, 1, { case: 'hvp', eager_ms: null, torch_eager_ms: 0.5 }),
  row('cnn 196-8-16-10', 300, 1, { case: 'slice', precision: 'float64', eager_ms: null }),
];

test('a step’s time stands over its operations', () => {
  const { panels } = stepsFigure(example(rows));
  const compiled = panels[0].series.find(({ name }) => name === 'compiled graph');
  expect(compiled).toMatchObject({ x: [0.039296, 0.8792], y: [0.4, 6.4] });
});

test('times within five percent of each other count as equal', () => {
  expect([2, 1.04, 0.97, 0.5].map(classOfRatio)).toEqual(['faster', 'as fast', 'as fast', 'slower']);
});

test('the matrix leaves out what cannot be done', () => {
  const matrix = ratiosFigure(example(rows)) as MatrixData;
  expect(matrix.rows.map(({ cells }) => cells.map((cell) => cell?.class ?? null))).toEqual([
    ['faster', 'faster', null],
    ['faster', 'faster', 'as fast'],
    [null, 'slower', null],
    [null, 'faster', null],
  ]);
});

test('goals are judged, and those not measured are not', () => {
  const ofCode = [
    row('resnet 196-32-2-10', 100, 1, { torch_eager_ms: 1.5 }),
    row('mlp 784-200-200-10 by 500', 10_000, 1, { case: 'hvp', precision: 'float64', torch_eager_ms: 1.2 }),
  ];
  const reached = (withPeer: boolean, all: readonly BenchmarkRow[]) =>
    goals(example(all, withPeer)).map(isReached);
  expect(reached(true, [...rows, ...ofCode])).toEqual([
    ...[true, null, false, false],
    ...[true, false],
    ...[true, true, true],
  ]);
  expect(reached(false, rows)).toEqual([null, null, null, false, null, null, true, true, null]);
});

test.each([
  ['with a peer', example(rows)],
  [
    'without one',
    example(
      rows.map((one) => ({ ...one, torch_eager_ms: null, torch_compile_ms: null })),
      false,
    ),
  ],
  ['as committed', engineBenchmark()!],
])('every figure can be drawn %s', (_, benchmark) => {
  for (const data of [stepsFigure(benchmark), ratiosFigure(benchmark)]) {
    expect(`${data.title}${data.caption}`).not.toMatch(/NaN|undefined|Infinity/);
    for (const size of Object.keys(sizes) as Size[])
      expect(drawFigure(data, size)).not.toMatch(/NaN|undefined|Infinity/);
  }
});
