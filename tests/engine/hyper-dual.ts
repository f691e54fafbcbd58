import { activations } from '../../src/math/activations.ts';
import { layersOf, type MlpModel, type Samples } from '../../src/math/network.ts';

/** A number with the parts of ε₁, ε₂ and ε₁ε₂, where ε₁² = ε₂² = 0: f's last part is ∂²f exactly (Fike 2011). */
type HyperDual = readonly [value: number, first: number, second: number, both: number];

const add = (a: HyperDual, b: HyperDual): HyperDual => [a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3]];
const multiply = (a: HyperDual, b: HyperDual): HyperDual => [
  a[0] * b[0],
  a[0] * b[1] + a[1] * b[0],
  a[0] * b[2] + a[2] * b[0],
  a[0] * b[3] + a[1] * b[2] + a[2] * b[1] + a[3] * b[0],
];
const real = (value: number): HyperDual => [value, 0, 0, 0];

/** f(a) from f, f′ and f″ at its value. */
const lifted = (a: HyperDual, value: number, first: number, second: number): HyperDual => [
  value,
  first * a[1],
  first * a[2],
  first * a[3] + second * a[1] * a[2],
];

function sampleLoss(model: MlpModel, outputs: HyperDual[], target: Float64Array): HyperDual {
  const sum = (terms: HyperDual[]) => terms.reduce(add, real(0));
  if (model.loss === 'mse')
    return sum(
      outputs.map((z, j) => {
        const error = add(z, real(-target[j]));
        return multiply(real(0.5), multiply(error, error));
      }),
    );
  if (model.loss === 'logistic')
    return sum(
      outputs.map((z, j) => {
        const p = 1 / (1 + Math.exp(-z[0]));
        return add(lifted(z, Math.log(1 + Math.exp(z[0])), p, p * (1 - p)), multiply(real(-target[j]), z));
      }),
    );
  const total = sum(outputs.map((z) => lifted(z, Math.exp(z[0]), Math.exp(z[0]), Math.exp(z[0]))));
  const logTotal = lifted(total, Math.log(total[0]), 1 / total[0], -1 / total[0] ** 2);
  return add(logTotal, sum(outputs.map((z, j) => multiply(real(-target[j]), z))));
}

function meanLoss(model: MlpModel, { n, x, targets }: Samples, parameters: HyperDual[]): HyperDual {
  const places = layersOf(
    model,
    Float64Array.from(parameters, (_, i) => i),
  );
  const { value, first, second } = activations[model.activation];
  const [inputs, outputs] = [model.layers[0], model.layers.at(-1)!];
  let total = real(0);
  for (let i = 0; i < n; i++) {
    let h = Array.from(x.subarray(i * inputs, (i + 1) * inputs), real);
    places.forEach(({ weights, biases }, l) => {
      const z = Array.from(biases, (place, j) =>
        h.reduce(
          (sum, one, k) => add(sum, multiply(one, parameters[weights[k * biases.length + j]])),
          parameters[place],
        ),
      );
      const last = l + 1 === places.length;
      h = last ? z : z.map((a) => lifted(a, value(a[0]), first(a[0]), second(a[0])));
    });
    total = add(total, sampleLoss(model, h, targets.subarray(i * outputs, (i + 1) * outputs)));
  }
  return multiply(total, real(1 / n));
}

/** The whole Hessian [P, P] of an MLP's loss, entry by entry and exact but for rounding: for up to some 400 parameters. */
export function exactHessian(model: MlpModel, samples: Samples, parameters: Float64Array): Float64Array[] {
  const size = parameters.length;
  const rows = Array.from({ length: size }, () => new Float64Array(size));
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      const seeded = Array.from(parameters, (value, k): HyperDual => [
        value,
        Number(k === i),
        Number(k === j),
        0,
      ]);
      rows[i][j] = rows[j][i] = meanLoss(model, samples, seeded)[3];
    }
  return rows;
}
