import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leastSquaresMinimum } from '../../src/math/least-squares.ts';
import { gaussianVector, random } from '../../src/math/random.ts';
import {
  interpolateByPreactivations,
  interpolateByWeights,
  samplesOfNorms,
  signedOutputs,
  twoLayerGradient,
  twoLayerLoss,
  twoLayerResiduals,
  twoLayerSlice,
  weightCount,
  weightsOfPreactivations,
  type TwoLayerProblem,
} from '../../src/math/two-layer-network.ts';
import { linearise } from '../../src/math/network.ts';
import { dot, norm, plus } from '../../src/math/vector.ts';

function problem(
  activation: TwoLayerProblem['activation'],
  norms: readonly number[],
  seed = 0,
): TwoLayerProblem {
  const source = random(seed, 'network');
  const [n, d] = [norms.length, 6];
  return {
    activation,
    outputWeights: signedOutputs(5, source),
    n,
    d,
    x: samplesOfNorms(norms, d, source),
    targets: gaussianVector(n, source),
    weights: new Float64Array(n).fill(1 / n),
  };
}

const weights = (of: TwoLayerProblem, seed = 1) => gaussianVector(weightCount(of), random(seed, 'weights'));

test('its loss is that of the same network with fixed outputs and no biases', () => {
  const of = problem('tanh', [1, 2, 0.5, 3]);
  const w = weights(of);
  const model = { kind: 'mlp', layers: [6, 5, 1], activation: 'tanh', loss: 'mse' } as const;
  const parameters = Float64Array.of(...w, ...new Float64Array(5), ...of.outputWeights, 0);
  expect(twoLayerLoss(of, w)).toBeCloseTo(linearise(model, of, parameters).loss, 12);
});

test('gradient and Jacobian agree with differences of the loss', () => {
  for (const activation of ['tanh', 'erf', 'identity'] as const) {
    const of = problem(activation, [1, 2, 0.5]);
    const [w, direction] = [weights(of), weights(of, 2)];
    const h = 1e-6;
    const difference =
      (twoLayerLoss(of, plus(w, h, direction)) - twoLayerLoss(of, plus(w, -h, direction))) / (2 * h);
    const gradient = twoLayerGradient(of, w);
    expect(dot(gradient, direction)).toBeCloseTo(difference, 7);
    const { values, jacobian } = twoLayerResiduals(of, w);
    const product = gradient.map((_, p) =>
      values.reduce((sum, r, j) => sum + r * jacobian[j * w.length + p], 0),
    );
    expect(norm(plus(product, -1, gradient))).toBeLessThan(1e-14);
    expect(0.5 * dot(values, values)).toBeCloseTo(twoLayerLoss(of, w), 12);
  }
});

test('a slice holds the losses along its line', () => {
  const of = problem('erf', [1, 30]);
  const [w, direction] = [weights(of), weights(of, 3)];
  const t = [-2, -0.1, 0, 0.7];
  twoLayerSlice(of, w, direction, t).forEach((value, i) =>
    expect(value).toBeCloseTo(twoLayerLoss(of, plus(w, t[i], direction)), 12),
  );
});

test('minima reproduce every target by either kind of step, for any data of one size', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1000 }), (seed) => {
      const of = problem('tanh', [1, 1, 1, 1], seed);
      const small = weights(of, seed).map((value) => 0.01 * value);
      const start = weightsOfPreactivations(of, gaussianVector(of.n * 5, random(seed, 'z')));
      for (const found of [interpolateByWeights(of, small), interpolateByPreactivations(of, start)]) {
        // Targets beyond Σ|a| cannot be reached.
        if (found.status === 'unconverged') continue;
        expect(twoLayerLoss(of, found.parameters)).toBeLessThan(1e-18);
        expect(norm(twoLayerGradient(of, found.parameters))).toBeLessThan(1e-8);
      }
      expect(
        Math.max(...of.targets.map(Math.abs)) > 2 ||
          interpolateByPreactivations(of, start).status === 'converged',
      ).toBe(true);
    }),
    { numRuns: 40 },
  );
});

test('steps short in the pre-activations find a minimum however far apart the magnitudes are', () => {
  const of = {
    ...problem('tanh', [1, 1, 1e3, 1e3, 1e6, 1e6]),
    targets: Float64Array.of(0.5, -0.4, 0.3, 1, -1, 0.2),
  };
  const start = weightsOfPreactivations(of, gaussianVector(of.n * 5, random(4, 'z')));
  expect(interpolateByPreactivations(of, start)).toMatchObject({ status: 'converged' });
});

test('weights of given pre-activations have them', () => {
  const of = problem('identity', [1, 5, 0.2]);
  const z = gaussianVector(of.n * 5, random(8, 'z'));
  const w = weightsOfPreactivations(of, z);
  for (let j = 0; j < of.n; j++)
    for (let i = 0; i < 5; i++) {
      let sum = 0;
      for (let p = 0; p < of.d; p++) sum += of.x[j * of.d + p] * w[p * 5 + i];
      expect(sum).toBeCloseTo(z[j * 5 + i], 10);
    }
});

test('residuals without a common zero stay unconverged', () => {
  const found = leastSquaresMinimum(
    (x) => ({ values: Float64Array.of(1 + x[0] ** 2), jacobian: Float64Array.of(2 * x[0], 0) }),
    Float64Array.of(1, 0),
    { maxIterations: 50 },
  );
  expect(found.status).toBe('unconverged');
  expect(found.cost).toBeGreaterThanOrEqual(0.5);
});

test('samples have the norms asked for', () => {
  const norms = [1, 100, 1e4];
  const x = samplesOfNorms(norms, 7, random(0, 'x'));
  norms.forEach((size, j) => expect(norm(x.subarray(7 * j, 7 * j + 7)) / size).toBeCloseTo(1, 12));
});
