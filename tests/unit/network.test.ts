import fc from 'fast-check';
import { expect, test } from 'vitest';
import { activationNames } from '../../src/math/activations.ts';
import {
  initialParameters,
  layerOutputs,
  linearise,
  lossesAlong,
  parameterCount,
  type MlpModel,
  type NetworkModel,
  type Samples,
} from '../../src/math/network.ts';
import { lossNames, outputLosses } from '../../src/math/output-losses.ts';
import { gaussianVector, random } from '../../src/math/random.ts';
import { dot, norm, plus } from '../../src/math/vector.ts';

function problem(
  model: NetworkModel,
  n: number,
  seed: number,
): { samples: Samples; parameters: Float64Array } {
  const source = random(seed, 'test');
  const [inputs, outputs] = [model.layers[0], model.layers.at(-1)!];
  const targets = new Float64Array(n * outputs);
  for (let i = 0; i < n; i++) targets[i * outputs + source.integer(0, outputs - 1)] = 1;
  const parameters = initialParameters(model, source).map((value) => value + 0.1 * source.gaussian());
  return { samples: { n, x: gaussianVector(n * inputs, source), targets }, parameters };
}

test('a network without hidden layer has the loss of least squares', () => {
  const model: MlpModel = { kind: 'mlp', layers: [2, 1], activation: 'identity', loss: 'mse' };
  const samples = { n: 2, x: Float64Array.of(1, 2, 3, 4), targets: Float64Array.of(1, 0) };
  // Predictions 1·2 + 2·(−1) + 0.5 = 0.5 and 3·2 + 4·(−1) + 0.5 = 2.5: mean of ½·0.25 and ½·6.25.
  expect(linearise(model, samples, Float64Array.of(2, -1, 0.5)).loss).toBeCloseTo(1.625, 14);
});

test('the cross-entropy of equal logits is the logarithm of the number of classes', () => {
  const model: MlpModel = { kind: 'mlp', layers: [3, 10], activation: 'identity', loss: 'cross-entropy' };
  const { samples } = problem(model, 4, 0);
  expect(linearise(model, samples, new Float64Array(parameterCount(model))).loss).toBeCloseTo(
    Math.log(10),
    14,
  );
});

const cases = activationNames.flatMap((activation) =>
  lossNames.map((lossName) => [activation, lossName] as const),
);

test.each(cases)(
  'gradient and Hessian of %s with %s agree with finite differences',
  (activation, lossName) => {
    const model: MlpModel = { kind: 'mlp', layers: [4, 6, 5, 3], activation, loss: lossName };
    const { samples, parameters } = problem(model, 7, 3);
    const v = gaussianVector(parameters.length, random(1, 'direction'));
    const step = 1e-5;
    const [ahead, behind] = [step, -step].map((h) => linearise(model, samples, plus(parameters, h, v)));
    const { gradient, hessianVectorProduct } = linearise(model, samples, parameters);
    const slope = (ahead.loss - behind.loss) / (2 * step);
    expect(Math.abs(dot(gradient, v) - slope) / Math.abs(slope)).toBeLessThan(1e-7);
    const difference = ahead.gradient.map((value, i) => (value - behind.gradient[i]) / (2 * step));
    expect(norm(plus(hessianVectorProduct(v), -1, difference)) / norm(difference)).toBeLessThan(1e-7);
  },
);

test('the Hessian is symmetric and linear for random architectures', () => {
  const layers = fc.tuple(
    fc.integer({ min: 1, max: 5 }),
    fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 3 }),
  );
  fc.assert(
    fc.property(
      layers,
      fc.constantFrom(...activationNames),
      fc.constantFrom(...lossNames),
      fc.nat(1000),
      ([inputs, hidden], activation, lossName, seed) => {
        const model: MlpModel = { kind: 'mlp', layers: [inputs, ...hidden, 3], activation, loss: lossName };
        const { samples, parameters } = problem(model, 5, seed);
        const { hessianVectorProduct } = linearise(model, samples, parameters);
        const [u, v] = ['u', 'v'].map((name) => gaussianVector(parameters.length, random(seed, name)));
        const [hu, hv] = [u, v].map(hessianVectorProduct);
        const scale = norm(u) * norm(hv) + norm(v) * norm(hu) + 1e-12;
        expect(Math.abs(dot(u, hv) - dot(v, hu)) / scale).toBeLessThan(1e-12);
        const combined = hessianVectorProduct(plus(u, 2, v));
        expect(norm(plus(combined, -1, plus(hu, 2, hv))) / (norm(combined) + 1e-12)).toBeLessThan(1e-11);
      },
    ),
    { numRuns: 40 },
  );
});

test('losses along a direction are those at the points on it', () => {
  for (const kind of ['mlp', 'cnn'] as const) {
    const layers = kind === 'mlp' ? [4, 6, 5, 3] : [49, 2, 3];
    const model: NetworkModel = { kind, layers, activation: 'tanh', loss: 'cross-entropy' };
    const { samples, parameters } = problem(model, 7, 4);
    const v = gaussianVector(parameters.length, random(2, 'direction'));
    const along = lossesAlong(model, samples, parameters, v);
    for (const t of [-2, 0, 1e-3, 5]) {
      const outputs = layerOutputs(model, samples, plus(parameters, t, v)).at(-1)!;
      const losses = outputLosses[model.loss].values(outputs, samples.targets, samples.n);
      expect(norm(plus(along(t), -1, losses))).toBeLessThan(1e-12 * norm(losses));
    }
  }
});
