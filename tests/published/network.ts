import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import erf from '@stdlib/math-base-special-erf';

/*
 * Networks as a stranger would evaluate them: from the published files alone, by plain loops in float64. Nothing here
 * is imported from the project.
 */

/** The published folder `data/`. */
export const data = join(process.env['MULTISCALE_DIST'] ?? 'dist', 'data');

export interface Model {
  readonly kind: 'mlp' | 'cnn';
  readonly layers: readonly number[];
  readonly activation: 'tanh' | 'relu' | 'erf' | 'identity';
  readonly loss: 'mse' | 'cross-entropy';
  readonly dataset: string;
}

export type Tensors = Readonly<
  Record<string, { readonly shape: readonly number[]; readonly values: Float64Array }>
>;

/** All tensors of a safetensors file, as float64. */
export function readTensors(path: string): Tensors {
  const bytes = readFileSync(path);
  const length = Number(bytes.readBigUInt64LE(0));
  const header = JSON.parse(bytes.subarray(8, 8 + length).toString()) as Record<
    string,
    { dtype: 'F32' | 'F64' | 'I32'; shape: number[]; data_offsets: [number, number] }
  >;
  return Object.fromEntries(
    Object.entries(header).map(([name, { dtype, shape, data_offsets }]) => {
      const start = 8 + length + data_offsets[0];
      const at = {
        F32: (i: number) => bytes.readFloatLE(start + 4 * i),
        F64: (i: number) => bytes.readDoubleLE(start + 8 * i),
        I32: (i: number) => bytes.readInt32LE(start + 4 * i),
      }[dtype];
      const count = shape.reduce((product, side) => product * side, 1);
      return [name, { shape, values: Float64Array.from({ length: count }, (_, i) => at(i)) }];
    }),
  );
}

const activations = {
  tanh: Math.tanh,
  erf,
  relu: (z: number) => Math.max(z, 0),
  identity: (z: number) => z,
} as const;

function affine(x: ArrayLike<number>, weights: Float64Array, biases: Float64Array): Float64Array {
  const z = Float64Array.from(biases);
  const width = biases.length;
  for (let i = 0; i < x.length; i++) for (let j = 0; j < width; j++) z[j] += x[i] * weights[i * width + j];
  return z;
}

/** A convolution of 3 × 3 with stride 2 and a border of one zero; weights [row, column, channel, filter]. */
function convolution(
  image: Float64Array,
  channels: number,
  weights: Float64Array,
  biases: Float64Array,
): Float64Array {
  const side = Math.sqrt(image.length / channels);
  const after = Math.ceil(side / 2);
  const filters = biases.length;
  const out = new Float64Array(after * after * filters);
  for (let row = 0; row < after; row++)
    for (let column = 0; column < after; column++) {
      const place = (row * after + column) * filters;
      out.set(biases, place);
      for (let dr = 0; dr < 3; dr++)
        for (let dc = 0; dc < 3; dc++) {
          const [r, c] = [2 * row + dr - 1, 2 * column + dc - 1];
          if (r < 0 || c < 0 || r >= side || c >= side) continue;
          for (let channel = 0; channel < channels; channel++) {
            const value = image[(r * side + c) * channels + channel];
            const from = ((dr * 3 + dc) * channels + channel) * filters;
            for (let k = 0; k < filters; k++) out[place + k] += value * weights[from + k];
          }
        }
    }
  return out;
}

function sampleLoss({ loss }: Model, output: Float64Array, targets: ArrayLike<number>): number {
  if (loss === 'mse') return output.reduce((sum, value, j) => sum + 0.5 * (value - targets[j]) ** 2, 0);
  const top = Math.max(...output);
  const logSum = top + Math.log(output.reduce((sum, value) => sum + Math.exp(value - top), 0));
  return output.reduce((sum, value, j) => sum + targets[j] * (logSum - value), 0);
}

/** What one sample's output is held to: its real target, else the one-hot vector of its label. */
function targetsOf(samples: Tensors, i: number, outputs: number): ArrayLike<number> {
  const { target, y } = samples;
  if (target) return target.values.subarray(i * outputs, (i + 1) * outputs);
  return Array.from({ length: outputs }, (_, j) => (y.values[i] === j ? 1 : 0));
}

/** Mean loss of a network with the given weights and biases, W0, b0, W1, b1, … */
export function loss(model: Model, parameters: readonly Float64Array[], samples: Tensors): number {
  const [n, inputs] = samples['x'].shape;
  const sigma = activations[model.activation];
  const last = model.layers.length - 2;
  let total = 0;
  for (let i = 0; i < n; i++) {
    let units: Float64Array = samples['x'].values.subarray(i * inputs, (i + 1) * inputs);
    for (let l = 0; l <= last; l++) {
      const [weights, biases] = [parameters[2 * l], parameters[2 * l + 1]];
      const z =
        model.kind === 'cnn' && l < last
          ? convolution(units, l === 0 ? 1 : model.layers[l], weights, biases)
          : affine(units, weights, biases);
      units = l < last ? z.map(sigma) : z;
    }
    total += sampleLoss(model, units, targetsOf(samples, i, units.length));
  }
  return total / n;
}

/** Weights and biases at `final` + t·direction. */
export function moved(model: Model, tensors: Tensors, direction: string, t: number): Float64Array[] {
  const step = tensors[`direction/${direction}`].values;
  let offset = 0;
  return model.layers.slice(1).flatMap((_, l) =>
    [`final/W${l}`, `final/b${l}`].map((name) => {
      const { values } = tensors[name];
      const from = offset;
      offset += values.length;
      return values.map((value, i) => value + t * step[from + i]);
    }),
  );
}
