import * as tf from '@tensorflow/tfjs';
import type { Tensor } from '@tensorflow/tfjs';
import type { Data } from '../../src/engine/loss/tensor-batch.ts';
import { attention, dense, gelu, layerNorm, residual } from '../../src/engine/models/blocks.ts';
import { tensorLosses } from '../../src/engine/models/losses.ts';
import type { Model, Tensors } from '../../src/engine/models/model.ts';
import type { Random } from '../../src/math/random.ts';

const activations: Readonly<Record<string, (x: Tensor) => Tensor>> = {
  tanh: tf.tanh,
  gelu,
  silu: (x) => tf.mul(x, tf.sigmoid(x)),
  softplus: tf.softplus,
  sin: tf.sin,
  erf: tf.erf,
  elu: tf.elu,
  relu: tf.relu,
  leakyRelu: (x) => tf.leakyRelu(x, 0.25),
};

/** Those without a kink, around which third derivatives exist. */
const smooth = ['tanh', 'gelu', 'silu', 'softplus', 'sin', 'erf'];

/** A part of a network on tokens [n, T, d], with the parameters it needs. */
interface Block {
  readonly name: string;
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  apply(x: Tensor, p: Tensors): Tensor;
}

type Activation = (x: Tensor) => Tensor;
type MakeBlock = (d: number, tokens: number, act: Activation, source: Random) => Block;

const blocks: readonly MakeBlock[] = [
  (d, _tokens, act) => ({
    name: 'dense',
    shapes: { w: [d, d], b: [d] },
    apply: (x, { w, b }) => act(dense(x, w, b)),
  }),
  (d, _tokens, act) => ({
    name: 'residual, normalised',
    shapes: { gain: [d], shift: [d], w: [d, 2 * d], b: [2 * d], u: [2 * d, d], c: [d] },
    apply: (x, { gain, shift, w, b, u, c }) =>
      residual(x, (z) => dense(act(dense(layerNorm(z, gain, shift), w, b)), u, c)),
  }),
  (d) => ({
    name: 'attention',
    shapes: { qkv: [d, 3 * d], qkvShift: [3 * d], out: [d, d], outShift: [d] },
    apply: (x, p) => residual(x, (z) => attention(z, 2, p)),
  }),
  (d, _tokens, act) => ({
    name: 'convolution along the tokens',
    shapes: { w: [3, d, d], b: [d] },
    apply: (x, { w, b }) => act(tf.add(tf.conv1d(x as tf.Tensor3D, w as tf.Tensor3D, 1, 'same'), b)),
  }),
  (d, _tokens, act) => ({
    name: 'gate',
    shapes: { w: [d, 2 * d], b: [2 * d] },
    apply(x, { w, b }) {
      const [value, gate] = tf.split(dense(x, w, b), 2, 2);
      return tf.mul(act(value), tf.sigmoid(gate));
    },
  }),
  (_d, tokens, act) => ({
    name: 'mixing of tokens by einsum',
    shapes: { w: [tokens, tokens] },
    apply: (x, { w }) => act(tf.einsum('ntd,ts->nsd', x, w)),
  }),
];

/** A model drawn at random, with data and a point. */
export interface RandomModel {
  readonly told: string;
  readonly isSmooth: boolean;
  readonly model: Model;
  readonly data: Data;
  readonly n: number;
  readonly point: Float64Array;
}

/** Depth, width, blocks, activation, loss, embedding or numbers as inputs: all drawn. */
export function randomModel(source: Random): RandomModel {
  const pick = <T>(list: readonly T[]): T => list[source.integer(0, list.length - 1)];
  const [d, tokens, n, classes] = [
    2 * source.integer(1, 3),
    source.integer(1, 4),
    source.integer(2, 7),
    source.integer(2, 4),
  ];
  const activation = pick(Object.keys(activations));
  const loss = pick(['mse', 'cross-entropy', 'logistic'] as const);
  const embedded = source.integer(0, 2) === 0;
  const pooled = pick(['mean', 'max', 'flat'] as const);
  const chosen = Array.from({ length: source.integer(1, 3) }, () =>
    pick(blocks)(d, tokens, activations[activation], source),
  );
  const words = 5;
  const features = source.integer(1, 4);
  const width = pooled === 'flat' ? tokens * d : d;
  const model: Model = {
    parameters: {
      ...(embedded ? { table: [words, d] } : { in: [features, d], inShift: [d] }),
      ...Object.fromEntries(
        chosen.flatMap(({ shapes }, i) =>
          Object.entries(shapes).map(([name, shape]) => [`${name}${i}`, shape]),
        ),
      ),
      head: [width, classes],
      headShift: [classes],
    },
    samples: {
      x: embedded ? { shape: [tokens], dtype: 'int32' } : { shape: [tokens, features] },
      y: { shape: [classes] },
    },
    examples(p, { x, y }) {
      const m = x.shape[0];
      let h: Tensor = embedded
        ? tf.reshape(tf.gather(p['table'], tf.reshape(x, [m * tokens]) as tf.Tensor1D), [m, tokens, d])
        : dense(x, p['in'], p['inShift']);
      chosen.forEach((block, i) => {
        const own = Object.fromEntries(Object.keys(block.shapes).map((name) => [name, p[`${name}${i}`]]));
        h = block.apply(h, own);
      });
      const flat =
        pooled === 'mean' ? tf.mean(h, 1) : pooled === 'max' ? tf.max(h, 1) : tf.reshape(h, [m, width]);
      return tensorLosses[loss](dense(flat, p['head'], p['headShift']), y);
    },
  };
  const size = Object.values(model.parameters).reduce(
    (sum, shape) => sum + shape.reduce((a, b) => a * b, 1),
    0,
  );
  const numbers = (count: number, scale: number) =>
    Float64Array.from({ length: count }, () => scale * source.gaussian());
  return {
    told: `${chosen.map(({ name }) => name).join(', ')}; ${activation}, ${pooled}, ${loss}${embedded ? ', embedded' : ''}; d ${d}, T ${tokens}, n ${n}`,
    isSmooth: smooth.includes(activation) && pooled !== 'max',
    model,
    data: {
      x: embedded
        ? Int32Array.from({ length: n * tokens }, () => source.integer(0, words - 1))
        : numbers(n * tokens * features, 1),
      y: Float64Array.from({ length: n * classes }, (_, k) =>
        Number(k % classes === Math.floor(k / classes) % classes),
      ),
    },
    n,
    point: numbers(size, 0.5),
  };
}
