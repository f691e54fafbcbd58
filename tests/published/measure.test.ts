import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Report } from '../../src/measure/landscape/schema.ts';
import { native } from '../engine/native.ts';
import { data, type Model } from './network.ts';

interface Artifact {
  readonly id: string;
  readonly experiment: string;
  readonly seed: number;
  readonly model: Model;
  readonly eigenpairs: readonly { readonly value: number }[];
  readonly slices: readonly {
    readonly direction: string;
    readonly t: readonly number[];
    readonly loss: readonly number[];
  }[];
}

const read = (id: string) =>
  JSON.parse(readFileSync(join(data, 'artifacts', `${id}.json`), 'utf8')) as Artifact;

/** One network of each kind and loss whose top eigenvectors are published. */
const chosen = readdirSync(join(data, 'artifacts'))
  .map((name) => name.replace(/\.json$/, ''))
  .filter((id) =>
    /^(growth-tanh4|growth-matrix-cnn|growth-matrix-.*cross-entropy|edge-tanh4-0\.2)-seed0$/.test(id),
  );

const cache = mkdtempSync(join(tmpdir(), 'multiscale-published-'));
afterAll(() => rmSync(cache, { recursive: true, force: true }));

/** The command on published files. */
function measured({ id, model, seed, eigenpairs }: Artifact): Report {
  const words = [
    ...[
      '--model',
      join(data, 'artifacts', `${id}.json`),
      '--weights',
      join(data, 'tensors', `${id}.safetensors`),
    ],
    ...['--data', join(data, 'datasets', `${model.dataset}.safetensors`), '--loss', model.loss],
    ...['--directions', `top:${eigenpairs.length},gradient,random:2`, '--seed', String(seed)],
    ...['--density', 'off', '--layers', 'off', '--json'],
  ];
  const text = execFileSync(process.execPath, [resolve('scripts/measure.ts'), ...words], {
    env: { ...process.env, MULTISCALE_CACHE: cache },
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 2 ** 28,
  });
  return JSON.parse(text.toString()) as Report;
}

test('there are networks of several kinds to measure again', () => {
  expect(chosen.length).toBeGreaterThanOrEqual(3);
});

test.skipIf(!native).each(chosen)(
  '%s: the command gives its published eigenvalues and slices',
  { timeout: 300_000 },
  (id) => {
    const artifact = read(id);
    const report = measured(artifact);
    expect(report.eigenvalues.top).toHaveLength(artifact.eigenpairs.length);
    report.eigenvalues.top.forEach(({ value }, i) =>
      expect(Math.abs(value / artifact.eigenpairs[i].value - 1)).toBeLessThan(1e-8),
    );
    // Eigenvectors are as exact as their residuals; the gradient and random directions are the same to the last digits.
    const shared = artifact.slices.filter(({ direction }) => /^(gradient|random[12])$/.test(direction));
    if (artifact.experiment.startsWith('growth')) expect(shared.length).toBeGreaterThanOrEqual(2);
    for (const { direction, t, loss } of shared) {
      const slice = report.slices.find((one) => one.direction === direction)!;
      const pairs = slice.t.flatMap((distance, i) => {
        const j = t.findIndex((other) => Math.abs(other / distance - 1) < 1e-12);
        return j < 0 ? [] : [[slice.loss[i], loss[j]] as const];
      });
      expect(pairs.length).toBeGreaterThan(100);
      for (const [again, published] of pairs) expect(Math.abs(again / published - 1)).toBeLessThan(1e-10);
    }
  },
);
