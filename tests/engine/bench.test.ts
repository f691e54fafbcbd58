import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { Measured, Timing } from '../../scripts/bench/measure.ts';
import { plan, settingNames, settings, type SettingName } from '../../scripts/bench/plan.ts';
import { caseNames } from '../../scripts/bench/protocol.ts';
import { benchmarkOf, detailsOf } from '../../scripts/bench/report.ts';
import { projectRoot } from '../../src/pipeline/paths.ts';
import { stepOperations } from '../../src/studies/engine-benchmark/operations.ts';
import { benchmarkSchema, detailsSchema } from '../../src/studies/engine-benchmark/schema.ts';
import { native } from './native.ts';

const bench = (...words: string[]) =>
  promisify(execFile)(process.execPath, [join(projectRoot, 'scripts/bench.ts'), ...words]).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );

const timing = (median: number): Timing => ({ median, quartiles: [median, median], peak: 100, version: '1' });

const stepRow = (name: SettingName, compiled: number, others: Record<string, number>) => ({
  row: { setting: settings[name], case: 'step' as const, precision: 'float32' as const },
  timings: {
    compiled: timing(compiled),
    ...Object.fromEntries(Object.entries(others).map(([key, value]) => [key, timing(value)])),
  },
  single: timing(2 * compiled),
});

describe('the report of the benchmark', () => {
  const rows = [
    stepRow('small-500', 1, { eager: 8, torch_eager: 4 }),
    stepRow('small-2000', 2, { eager: 2, torch_eager: 2 }),
    stepRow('wide-1000', 10, {}),
    stepRow('cnn', 1, { torch_eager: 1000 }),
  ];
  const measured: Measured = { rows, matmul: { ours: 100, peer: 175.84 } };

  test('takes geometric means over the fully connected networks, and says what was not measured', () => {
    const { summary } = benchmarkOf(measured, 1);
    expect(summary.step_vs_torch_eager).toBe(2);
    expect(summary.step_vs_tfjs_eager).toBe(8);
    expect(summary.step_vs_torch_compile).toBeNull();
    expect(summary.hvp_vs_torch_eager).toBeNull();
  });

  test('relates the wide step to the faster of the matrix products', () => {
    const { layers, n } = settings['wide-1000'];
    expect(stepOperations(layers, n)).toBe(2000 * (3 * (784 * 200 + 200 * 200 + 200 * 10) - 784 * 200));
    expect(benchmarkOf(measured, 1).summary.matmul_share).toBeCloseTo(0.5, 10);
  });

  test('has the form that its readers expect', () => {
    expect(benchmarkSchema.parse(benchmarkOf(measured, 1)).rows.length).toBe(rows.length);
    expect(detailsSchema.parse(detailsOf(measured, '2026-01-31', 9)).rows.length).toBe(rows.length);
  });

  test('the plan times every case and every network', () => {
    const whole = plan(settingNames, caseNames);
    expect(new Set(whole.map((row) => row.case))).toEqual(new Set(caseNames));
    expect(new Set(whole.map((row) => row.setting))).toEqual(new Set(Object.values(settings)));
  });
});

describe('npm run bench', () => {
  test.each([
    [['--bogus'], /Unknown option/],
    [['--cases', 'step,leap'], /--cases takes some of step, hvp, lanczos, slice, top, not leap/],
    [['--nets', ''], /not nothing/],
    [['--repeats', '0'], /from 1 to 1000/],
    [['--peer', join(tmpdir(), 'no-such-python')], /no Python with torch/],
  ])('ends with code 2 for %j', async (words, complaint) => {
    const { code, stderr } = await bench(...words);
    expect(code).toBe(2);
    expect(stderr).toMatch(complaint);
  });

  test('explains its options', async () => {
    const { code, stdout } = await bench('--help');
    expect(code).toBe(0);
    for (const option of ['--peer', '--cases', '--nets', '--repeats', '--output'])
      expect(stdout).toContain(option);
  });

  test.skipIf(!native)('times what it is asked for and writes it down', { timeout: 300_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bench-'));
    try {
      const words = ['--nets', 'small-500', '--cases', 'step,hvp', '--repeats', '1', '--output', folder];
      const { code, stdout } = await bench(...words);
      expect(code).toBe(0);
      expect(stdout).toMatch(/step +mlp 196-64-64-10 +500 +float32/);
      const { rows, summary } = benchmarkSchema.parse(
        JSON.parse(readFileSync(join(folder, 'latest.json'), 'utf8')),
      );
      expect(rows.map((row) => [row.case, row.precision])).toEqual([
        ['step', 'float32'],
        ['step', 'float64'],
        ['hvp', 'float32'],
        ['hvp', 'float64'],
      ]);
      for (const ms of [rows[0].eager_ms, rows[0].compiled_ms]) expect(ms).toBeGreaterThan(0);
      expect(summary.step_vs_torch_eager).toBeNull();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
