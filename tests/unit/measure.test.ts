import { describe, expect, test } from 'vitest';
import type { Checkpoint } from '../../src/claims/experiment.ts';
import type { Loss } from '../../src/math/loss.ts';
import { measure } from '../../src/measure/landscape/measure.ts';
import type { MeasureOptions } from '../../src/measure/landscape/options.ts';
import { stagesOf } from '../../src/measure/landscape/plan.ts';
import { hyperbola, parabola, separableLoss } from './separable-loss.ts';

/** Curvatures from 1 down to −0.001, none twice. */
const curvatures = Array.from({ length: 60 }, (_, j) => 10 * 0.8 ** j).concat([-0.05, -0.02, -0.01]);
const weights = [1, 3, 0.5, 7, 0.5];
const meanWeight = 2.4;
const bowl = separableLoss(curvatures.map(hyperbola), weights, [43, 20]);
const origin = new Float64Array(curvatures.length);
const near = (scale: number) => Float64Array.from(curvatures, (_, j) => scale * Math.cos(j));
const measured = async (loss: Loss, options: Partial<MeasureOptions> = {}) =>
  (await measure(loss, { point: new Float64Array(loss.size), ...options })).report;

test('eigenvalues at both ends are those of the diagonal, outermost first, and converged', async () => {
  const { eigenvalues } = await measured(bowl, { directions: { top: 4, bottom: 3 } });
  expect(eigenvalues.top.map(({ status }) => status)).toEqual(Array(4).fill('converged'));
  expect(eigenvalues.bottom.map(({ direction }) => direction)).toEqual(['b1', 'b2', 'b3']);
  eigenvalues.top.forEach(({ value }, i) => expect(value).toBeCloseTo(meanWeight * 10 * 0.8 ** i, 9));
  eigenvalues.bottom.forEach(({ value }, i) =>
    expect(value).toBeCloseTo(meanWeight * [-0.05, -0.02, -0.01][i], 9),
  );
});

test('a search that may not go on says so', async () => {
  const { eigenvalues } = await measured(bowl, { maxProducts: 5 });
  expect(eigenvalues.bottom.some(({ status }) => status === 'unconverged')).toBe(true);
});

test('along an eigenvector the loss grows as the closed form says', async () => {
  const { slices } = await measured(bowl, { directions: { top: 1, bottom: 0, gradient: false, random: 0 } });
  const [{ curvature, distances, rise, exponents, quadraticRadius, exponentAt3, growth }] = slices;
  expect(curvature).toBeCloseTo(24, 9);
  // 2(√(1+t²) − 1)/t² = 0.9
  expect(quadraticRadius).toBeCloseTo(Math.sqrt(0.1 / 0.2025), 3);
  const at = distances.findIndex((t) => Math.abs(t - 1) < 1e-9);
  expect(rise[at]).toBeCloseTo(24 * (Math.SQRT2 - 1), 9);
  const exact = (t: number) => t ** 2 / Math.hypot(1, t) / (Math.hypot(1, t) - 1);
  expect(exponents[at]).toBeCloseTo(exact(1), 2);
  expect(exponentAt3).toBeCloseTo(exact(3), 2);
  expect(growth).toBe('slower');
});

test('slices are limited by turns of the kinds of directions', async () => {
  const at = { point: near(0.01), directions: { top: 3, bottom: 2, random: 2 } };
  const names = async (slices?: number) =>
    (await measured(bowl, { ...at, ...(slices !== undefined && { slices }) })).slices.map(
      (one) => one.direction,
    );
  expect(await names(4)).toEqual(['e1', 'gradient', 'random1', 'b1']);
  expect(await names(6)).toEqual(['e1', 'e2', 'gradient', 'random1', 'random2', 'b1']);
  expect(await names()).toHaveLength(8);
});

test('the trace of each tensor is the sum of its curvatures, exactly where it is small', async () => {
  const { layers } = await measured(bowl);
  const sum = (from: number, to: number) =>
    meanWeight * curvatures.slice(from, to).reduce((total, value) => total + value, 0);
  expect(layers.map(({ name, parameters }) => [name, parameters])).toEqual([
    ['part0', 43],
    ['part1', 20],
  ]);
  expect(layers[0].top).toBeCloseTo(24, 2);
  // z of ±1 sees the trace of a diagonal matrix without error.
  expect(layers[0].trace).toBeCloseTo(sum(0, 43), 9);
  expect(layers[1]).toMatchObject({ status: 'converged', traceError: 0 });
  expect(layers[1].trace).toBeCloseTo(sum(43, 63), 9);
  expect(layers[1].top).toBeCloseTo(meanWeight * 10 * 0.8 ** 43, 9);
});

test('the density integrates to 1 and its trace is right within its error', async () => {
  const { density } = await measured(bowl, { density: { probes: 12, steps: 40 } });
  const { grid, density: rho, trace, error } = density!;
  const area = grid
    .slice(1)
    .reduce((sum, place, i) => sum + 0.5 * (rho[i] + rho[i + 1]) * (place - grid[i]), 0);
  expect(area).toBeCloseTo(1, 1);
  const exact = meanWeight * curvatures.reduce((sum, value) => sum + value, 0);
  expect(Math.abs(trace.value - exact)).toBeLessThan(4 * trace.error!);
  expect(error.every((one) => one !== null && one >= 0)).toBe(true);
  const single = await measured(bowl, { density: { probes: 1, steps: 10 } });
  expect(single.density!.error.every((one) => one === null)).toBe(true);
  expect(single.density!.trace.error).toBeNull();
});

describe('whether the point is a minimum', () => {
  test('the bottom of a bowl is one', async () => {
    const round = separableLoss([3, 2, 1].map(hyperbola));
    expect((await measured(round, { density: null })).minimum).toMatchObject({
      verdict: 'minimum',
      gradientCurvature: null,
      relativeGain: 0,
    });
  });

  test('its side is not: half of what the parabola wins along the gradient is told', async () => {
    const flat = separableLoss([2, 2, 2].map(parabola));
    const { minimum, gradientNorm } = await measured(flat, {
      point: Float64Array.of(3, 0, 4),
      density: null,
    });
    expect(gradientNorm).toBeCloseTo(10, 12);
    expect(minimum).toMatchObject({ verdict: 'not stationary' });
    expect(minimum.gradientCurvature).toBeCloseTo(2, 12);
    expect(minimum.relativeGain).toBeCloseTo(1, 12);
  });

  test('a saddle is not', async () => {
    const saddle = separableLoss([3, 2, -1].map(parabola));
    expect((await measured(saddle, { density: null })).minimum).toMatchObject({
      verdict: 'negative curvature',
    });
  });
});

describe('the edge', () => {
  const at = { density: null, directions: { top: 1, bottom: 0, random: 0 }, layerProducts: 0 } as const;
  const edge = async (training: MeasureOptions['training'], loss = bowl) =>
    (await measured(loss, { ...at, ...(training && { training }) })).edge!;

  test('of gradient descent is 2/η, of heavy ball 2(1+β)/η', async () => {
    const descent = await edge({ learningRate: 0.1, optimizer: 'gd' });
    expect(descent.threshold).toBeCloseTo(20, 12);
    expect(descent.ratio).toBeCloseTo(24 / 20, 9);
    const ball = await edge({ learningRate: 0.1, optimizer: 'momentum', parameter: 0.9 });
    expect(ball.ratio).toBeCloseTo(24 / 38, 9);
  });

  test('of Adam is 38/η of the preconditioned Hessian', async () => {
    const preconditioner = Float64Array.from(curvatures, (_, j) => (j === 3 ? 0.01 : 1));
    const {
      measured: value,
      threshold,
      quantity,
    } = await edge({
      ...{ learningRate: 0.01, optimizer: 'adam', preconditioner },
    });
    expect(quantity).toBe('preconditioned sharpness');
    expect(value).toBeCloseTo((meanWeight * 10 * 0.8 ** 3) / 0.01, 3);
    expect(threshold).toBeCloseTo(3800, 9);
    expect(await edge({ learningRate: 0.01, optimizer: 'adam' })).toBeNull();
  });

  test('of stochastic descent is that of the mean curvature along the gradients of batches', async () => {
    const batchLoss = (indices: readonly number[]) =>
      separableLoss(
        [parabola(2)],
        indices.map((i) => weights[i]),
      );
    const loss = separableLoss([parabola(2)], weights);
    const training = { learningRate: 0.1, optimizer: 'sgd', parameter: 2, batchLoss } as const;
    const { report } = await measure(loss, { ...at, point: Float64Array.of(1), training });
    // Each batch has the curvature 2w̄, and w̄ the mean weight of all.
    expect(Math.abs(report.edge!.measured - 2 * meanWeight)).toBeLessThan(4 * report.edge!.error!);
    expect(report.edge!.quantity).toBe('batch sharpness');
  });

  test('what a decay wins is the energy of the oscillation', async () => {
    // At η = 2/a a parabola's iterates are x, −x, x, and their centre is its minimum.
    const loss = separableLoss([parabola(5)]);
    const training = { learningRate: 0.4, optimizer: 'gd' } as const;
    const { report } = await measure(loss, { ...at, point: Float64Array.of(0.3), training });
    expect(report.forecast).toMatchObject({ iterates: 3 });
    expect(report.forecast!.drop).toBeCloseTo(0.5 * 5 * 0.3 ** 2, 12);
    expect(report.forecast!.relative).toBeCloseTo(1, 12);
    const calm = await measure(loss, { ...at, point: Float64Array.of(0), training });
    expect(calm.report.forecast!.drop).toBeCloseTo(0, 12);
    const momentum = { learningRate: 0.4, optimizer: 'momentum', parameter: 0.9 } as const;
    expect((await measured(loss, { ...at, training: momentum })).forecast).toBeNull();
  });
});

test('the hardest examples are those of the largest losses, and shares add up to 1', async () => {
  const outputs = {
    values: Float64Array.of(2, 1, 0, 1, 0, 1, 5, 3, 1, 0),
    classes: 2,
    labels: Int32Array.of(0, 1, 0, 0, 1),
  };
  const { hardest, accuracy, shares } = await measured(bowl, { point: near(0.5), outputs });
  expect(hardest.map(({ index }) => index)).toEqual([3, 1, 0, 2, 4]);
  expect(hardest[0].share).toBeCloseTo(7 / 12, 12);
  expect(hardest.at(-1)).toMatchObject({ label: 1, predicted: 0 });
  expect(accuracy).toBeCloseTo(3 / 5, 12);
  expect(shares[0].orders.map(({ order }) => order)).toEqual(['margin']);
  for (const { orders, t } of shares)
    t.forEach((_, k) => expect(orders[0].share.reduce((sum, row) => sum + row[k], 0)).toBeCloseTo(1, 9));
});

test('the same seed gives the same report, another one other probes', async () => {
  const [once, again, other] = [
    await measured(bowl, { seed: 4 }),
    await measured(bowl, { seed: 4 }),
    await measured(bowl, { seed: 5 }),
  ];
  expect(again).toEqual(once);
  expect(other.density).not.toEqual(once.density);
});

test('what a checkpoint has kept is not computed again', async () => {
  const kept = new Map<string, unknown>();
  const checkpoint: Checkpoint = {
    load: <T>(name: string) => (kept.has(name) ? (structuredClone(kept.get(name)) as T) : null),
    save: (name, value) => void kept.set(name, structuredClone(value)),
  };
  const first = await measure(bowl, { point: origin, checkpoint });
  const second = await measure(bowl, { point: origin, checkpoint });
  expect(second.report).toEqual(first.report);
  // The gradient's own, by which the minimum is judged.
  expect(second.products).toBe(1);
});

test('a point of another length, and one where the loss is not finite, are refused', async () => {
  await expect(measured(bowl, { point: new Float64Array(3) })).rejects.toThrow(/3 parameters/);
  await expect(measured(bowl, { point: origin.map(() => NaN) })).rejects.toThrow(/nothing can be measured/);
});

test('the work is told beforehand, and no search takes more than it says at most', async () => {
  const stages = stagesOf(bowl, { point: origin });
  expect(stages.map(({ name }) => name)).toContain('spectral density');
  const shares: number[] = [];
  const { products } = await measure(bowl, { point: origin, progress: ({ share }) => shares.push(share) });
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(shares.at(-1)).toBe(1);
  expect(products).toBeLessThan(2 * stages.reduce((sum, stage) => sum + stage.products, 0));
});
