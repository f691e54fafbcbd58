import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { data, loss, moved, readTensors, type Model } from './network.ts';

interface Artifact {
  readonly id: string;
  readonly experiment: string;
  readonly variant: string;
  readonly seed: number;
  readonly status: string;
  readonly model?: Model;
  readonly slices?: readonly {
    readonly direction: string;
    readonly t: readonly number[];
    readonly loss: readonly number[];
  }[];
  readonly eigenpairs?: readonly {
    readonly value: number;
    readonly residual: number;
    readonly direction: string;
  }[];
}

const artifacts = readdirSync(join(data, 'artifacts'))
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(join(data, 'artifacts', name), 'utf8')) as Artifact)
  .filter(({ model, status }) => model && status !== 'diverged');

/** The first seed of each network of each experiment: all seeds would take minutes. */
const firsts = [
  ...new Map(
    artifacts
      .toSorted((a, b) => b.seed - a.seed)
      .map((artifact) => [`${artifact.experiment}-${artifact.variant}`, artifact]),
  ).values(),
].toSorted((a, b) => (a.id < b.id ? -1 : 1));

test('every experiment with trained networks has published some to recompute', () => {
  const experiments = [...new Set(firsts.map(({ experiment }) => experiment))].sort();
  expect(experiments).toEqual(
    expect.arrayContaining([
      'decay',
      'edge',
      'growth',
      'growth-matrix',
      'origin-networks',
      'separate-scales',
    ]),
  );
  expect(experiments).toEqual(expect.arrayContaining(['oscillation', 'oscillation-directions', 'parity']));
});

/** Float64 in another order of summation; single precision is a million times further off. */
const relativeTolerance = 1e-12;

/** Rounding of a prediction for samples of size one; it decides where the loss falls to nothing. */
const rounding = 1e-14;

/** How far a loss may lie from another that is the same in exact arithmetic; that of a residual r is ½r². */
const allowed = (loss: number, size: number): number =>
  relativeTolerance * loss + rounding * size * Math.sqrt(2 * loss);

/** Where the loss is flat rounding is all there is; the smallest distances are where float32 would show. */
const places = (t: readonly number[]): number[] => {
  const middle = t.length / 2;
  return [0, Math.floor(middle) - 1, Math.ceil(middle), t.length - 1];
};

test.each(firsts)('$id: losses of every slice follow from the published tensors', ({ id, model, slices }) => {
  if (!slices || slices.length === 0) return;
  const tensors = readTensors(join(data, 'tensors', `${id}.safetensors`));
  const samples = readTensors(join(data, 'datasets', `${model!.dataset}.safetensors`));
  const size = samples['x'].values.reduce((largest, x) => Math.max(largest, Math.abs(x)), 1);
  for (const { direction, t, loss: published } of slices) {
    const norm = Math.hypot(...tensors[`direction/${direction}`].values);
    expect(Math.abs(norm - 1), `norm of ${direction}`).toBeLessThan(1e-6);
    for (const i of places(t)) {
      const recomputed = loss(model!, moved(model!, tensors, direction, t[i]), samples);
      expect(Math.abs(recomputed - published[i]), `${direction} at t = ${t[i]}`).toBeLessThan(
        allowed(published[i], size),
      );
    }
  }
});

/** Small enough for the parabola, large enough for float64 to resolve its rise. */
const step = 1e-3;

/** ReLU has kinks within any step that float64 resolves; its Hessian, which has none, shows only between them. */
const smooth = firsts.filter(({ model }) => model!.activation !== 'relu');

test.each(smooth)(
  '$id: eigenvalues are the curvature along their directions',
  ({ id, model, eigenpairs }) => {
    if (!eigenpairs || eigenpairs.length === 0) return;
    const tensors = readTensors(join(data, 'tensors', `${id}.safetensors`));
    const samples = readTensors(join(data, 'datasets', `${model!.dataset}.safetensors`));
    const at = (direction: string, t: number) => loss(model!, moved(model!, tensors, direction, t), samples);
    const centre = at(eigenpairs[0].direction, 0);
    for (const { value, residual, direction } of eigenpairs) {
      const curvature = (at(direction, step) - centre + (at(direction, -step) - centre)) / step ** 2;
      // A Rayleigh quotient is right to the square of the residual.
      expect(Math.abs(curvature / value - 1), direction).toBeLessThan(1e-3 + residual ** 2);
    }
  },
);
