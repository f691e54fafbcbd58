import fc from 'fast-check';
import type { Problem } from '../../src/engine/engine.ts';
import { activationNames, type Activation } from '../../src/math/activations.ts';
import { initialParameters, type NetworkModel } from '../../src/math/network.ts';
import { lossNames, type LossName } from '../../src/math/output-losses.ts';
import { gaussianVector, random } from '../../src/math/random.ts';

export interface Example {
  readonly problem: Problem;
  /** A point with biases that are not 0. */
  readonly parameters: Float64Array;
}

/** Random inputs, one-hot targets and a point, for a network and a number of samples. */
export function example(model: NetworkModel, n: number, seed: number): Example {
  const source = random(seed, 'example');
  const [inputs, outputs] = [model.layers[0], model.layers.at(-1)!];
  const targets = new Float32Array(n * outputs);
  for (let i = 0; i < n; i++) targets[i * outputs + source.integer(0, outputs - 1)] = 1;
  const x = Float32Array.from(gaussianVector(n * inputs, source));
  const parameters = initialParameters(model, source).map((value) => value + 0.1 * source.gaussian());
  return { problem: { model, n, x, targets }, parameters: Float64Array.from(parameters) };
}

const size = (max: number) => fc.integer({ min: 1, max });
const mlpLayers = fc
  .tuple(size(5), fc.array(size(6), { maxLength: 3 }), size(4))
  .map(([inputs, hidden, outputs]) => ({ kind: 'mlp' as const, layers: [inputs, ...hidden, outputs] }));
const cnnLayers = fc
  .tuple(size(6), fc.array(size(3), { minLength: 1, maxLength: 2 }), size(4))
  .map(([side, filters, outputs]) => ({ kind: 'cnn' as const, layers: [side ** 2, ...filters, outputs] }));

/** Small random networks of both kinds with samples and a point. */
export const examples: fc.Arbitrary<Example> = fc
  .record({
    shape: fc.oneof({ weight: 2, arbitrary: mlpLayers }, cnnLayers),
    activation: fc.constantFrom(...activationNames),
    loss: fc.constantFrom(...lossNames),
    n: size(9),
    seed: fc.nat(1000),
  })
  .map(({ shape, activation, loss, n, seed }) => example({ ...shape, activation, loss }, n, seed));

/** Every activation with every loss. */
export const cases: readonly (readonly [Activation, LossName])[] = activationNames.flatMap((activation) =>
  lossNames.map((loss) => [activation, loss] as const),
);
