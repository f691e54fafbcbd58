import * as tf from '@tensorflow/tfjs';
import type { Tensor, Tensor1D, Tensor2D, Tensor3D, Tensor4D } from '@tensorflow/tfjs';
import type { Input } from './differences.ts';

/** Numbers and shapes of one run, drawn by fast-check. */
export interface Draw {
  /** A whole number from low to high. */
  between(low: number, high: number): number;
  /** A number in (−1, 1). */
  number(): number;
}

/** A draw that is the same for the same seed. */
export function drawn(seed: number): Draw {
  let state = seed >>> 0;
  // A linear congruential generator (Numerical Recipes), of which the high bits are used.
  const next = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  for (let i = 0; i < 3; i++) next();
  return {
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    number: () => 2 * next() - 1,
  };
}

type Domain = (x: number) => number;
const anywhere: Domain = (x) => 1.5 * x;
const positive: Domain = (x) => 1.6 + x;
const inside: Domain = (x) => 0.8 * x;
const above1: Domain = (x) => 2.2 + x;
/** Away from 0, where many ops have a kink. */
const awayFrom0: Domain = (x) => 1.5 * x + (x < 0 ? -0.3 : 0.3);

type Shape = readonly number[];
const shapeOf = (draw: Draw, low = 0, high = 3): Shape =>
  Array.from({ length: draw.between(low, high) }, () => draw.between(1, 4));
const filled = (draw: Draw, shape: Shape, domain: Domain = anywhere): Input => ({
  shape,
  values: Float64Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => domain(draw.number())),
});

/** Numbers in a random order of which no two are close. */
function apart(draw: Draw, shape: Shape): Input {
  const { values } = filled(draw, shape);
  const order = [...values.keys()].sort((i, j) => values[i] - values[j]);
  return { shape, values: Float64Array.from(order, (rank) => (rank - values.length / 2) / 16) };
}

/** Two shapes that broadcast to one, in either order. */
function pair(draw: Draw): [Shape, Shape] {
  const full = shapeOf(draw, 1, 3);
  const part = full.slice(draw.between(0, full.length)).map((size) => (draw.between(0, 2) === 0 ? 1 : size));
  return draw.between(0, 1) === 0 ? [full, part] : [part, full];
}

/** A function of the ops under test, with inputs. */
export interface Case {
  readonly fn: (draw: Draw) => { readonly fn: (...x: Tensor[]) => Tensor; readonly inputs: readonly Input[] };
  /** Whether third derivatives exist around the point. */
  readonly smooth?: boolean;
}

const unary = (fn: (x: Tensor) => Tensor, domain: Domain = anywhere): Case => ({
  fn: (draw) => ({ fn, inputs: [filled(draw, shapeOf(draw), domain)] }),
});
const binary = (fn: (a: Tensor, b: Tensor) => Tensor, first: Domain = anywhere, second = first): Case => ({
  fn: (draw) => {
    const [a, b] = pair(draw);
    return {
      fn: fn as (...x: Tensor[]) => Tensor,
      inputs: [filled(draw, a, first), filled(draw, b, second)],
    };
  },
});
const general = (fn: Case['fn']): Case => ({ fn });
const axesOf = (draw: Draw, { length }: Shape) =>
  Array.from({ length }, (_, axis) => axis).filter(() => draw.between(0, 2) > 0);
const reduction = (fn: (x: Tensor, axes: number[], keep: boolean) => Tensor, fill = filled): Case =>
  general((draw) => {
    const shape = shapeOf(draw, 1, 3);
    const axes = axesOf(draw, shape);
    const keep = draw.between(0, 1) === 1;
    return { fn: (x) => fn(x, axes, keep), inputs: [fill(draw, shape)] };
  });
const reshaping = (fn: (x: Tensor, draw: Draw) => Tensor, low = 1, high = 3): Case =>
  general((draw) => {
    const shape = shapeOf(draw, low, high);
    const seed = draw.between(0, 1e6);
    return { fn: (x) => fn(x, drawn(seed)), inputs: [filled(draw, shape)] };
  });
const image = (draw: Draw, channels: number): Input => filled(draw, [draw.between(1, 2), 5, 6, channels]);
const padding = (draw: Draw) =>
  (
    [
      'same',
      'valid',
      [
        [0, 0],
        [1, 2],
        [0, 1],
        [0, 0],
      ],
    ] as const
  )[draw.between(0, 2)] as 'same';

const gelu = (x: Tensor) =>
  tf.mul(tf.mul(x, tf.scalar(0.5)), tf.add(tf.scalar(1), tf.erf(tf.mul(x, tf.sqrt(tf.scalar(0.5))))));
const geluByTanh = (x: Tensor) => {
  const inner = tf.mul(
    tf.sqrt(tf.div(tf.scalar(2), tf.acos(tf.scalar(-1)))),
    tf.add(x, tf.div(tf.mul(tf.mul(x, x), x), tf.scalar(22))),
  );
  return tf.mul(tf.mul(x, tf.scalar(0.5)), tf.add(tf.scalar(1), tf.tanh(inner)));
};

/** Every op that has a rule, by the functions of tfjs that lead to it. */
export const cases: Readonly<Record<string, Case>> = {
  add: binary((a, b) => tf.square(tf.add(a, b))),
  sub: binary((a, b) => tf.square(tf.sub(a, b))),
  mul: binary((a, b) => tf.mul(a, b)),
  div: binary((a, b) => tf.div(a, b), anywhere, awayFrom0),
  pow: binary((a, b) => tf.pow(a, b), positive, anywhere),
  'pow of a whole number': unary((x) => tf.pow(x, tf.scalar(3))),
  squaredDifference: binary((a, b) => tf.squaredDifference(a, b)),
  mod: binary((a, b) =>
    tf.mod(
      tf.add(tf.mul(tf.sin(a), tf.scalar(0.25)), tf.scalar(2.5)),
      tf.add(tf.mul(tf.sin(b), tf.scalar(0.0625)), tf.scalar(1)),
    ),
  ),
  atan2: binary((a, b) => tf.atan2(a, b), awayFrom0),
  maximum: binary((a, b) => tf.maximum(tf.square(a), tf.sin(b))),
  minimum: binary((a, b) => tf.minimum(tf.square(a), tf.sin(b))),
  abs: unary((x) => tf.abs(tf.sin(x)), awayFrom0),
  neg: unary((x) => tf.neg(tf.square(x))),
  square: unary(tf.square),
  sqrt: unary(tf.sqrt, positive),
  rsqrt: unary(tf.rsqrt, positive),
  reciprocal: unary(tf.reciprocal, awayFrom0),
  exp: unary(tf.exp),
  expm1: unary(tf.expm1),
  log: unary(tf.log, positive),
  log1p: unary(tf.log1p, positive),
  sin: unary(tf.sin),
  cos: unary(tf.cos),
  tan: unary(tf.tan, inside),
  asin: unary(tf.asin, inside),
  acos: unary(tf.acos, inside),
  atan: unary(tf.atan),
  sinh: unary(tf.sinh),
  cosh: unary(tf.cosh),
  tanh: unary(tf.tanh),
  asinh: unary(tf.asinh),
  acosh: unary(tf.acosh, above1),
  atanh: unary(tf.atanh, inside),
  erf: unary(tf.erf),
  sigmoid: unary(tf.sigmoid),
  logSigmoid: unary(tf.logSigmoid),
  softplus: unary(tf.softplus),
  gelu: unary(gelu),
  'gelu by tanh': unary(geluByTanh),
  silu: unary((x) => tf.mul(x, tf.sigmoid(x))),
  relu: unary((x) => tf.square(tf.relu(x)), awayFrom0),
  relu6: unary((x) => tf.square(tf.relu6(tf.mul(tf.scalar(4), x))), awayFrom0),
  elu: unary(tf.elu, awayFrom0),
  selu: unary(tf.selu, awayFrom0),
  leakyRelu: unary((x) => tf.square(tf.leakyRelu(x, 0.25)), awayFrom0),
  prelu: binary((x, alpha) => tf.mul(x, tf.prelu(x, alpha)), awayFrom0),
  'hard sigmoid': unary((x) =>
    tf.square(tf.clipByValue(tf.add(tf.mul(x, tf.scalar(0.25)), tf.scalar(0.5)), 0, 1)),
  ),
  clipByValue: unary((x) => tf.square(tf.clipByValue(x, -0.25, 0.25)), awayFrom0),
  step: unary((x) => tf.mul(tf.step(x), tf.square(x)), awayFrom0),
  sign: unary((x) => tf.mul(tf.sign(x), tf.square(x)), awayFrom0),
  floor: unary(
    (x) => tf.mul(tf.add(tf.floor(x), tf.add(tf.ceil(x), tf.round(x))), tf.square(x)),
    (x) => Math.round(3 * x) + 0.25 + 0.1 * x,
  ),
  where: binary((a, b) =>
    tf.where(tf.greater(tf.add(a, b), tf.scalar(0)), tf.mul(a, tf.square(b)), tf.sin(tf.sub(a, b))),
  ),
  softmax: general((draw) => ({
    fn: (x) => tf.softmax(x as Tensor2D),
    inputs: [filled(draw, shapeOf(draw, 1, 3))],
  })),
  logSoftmax: general((draw) => ({
    fn: (x) => tf.logSoftmax(x),
    inputs: [filled(draw, shapeOf(draw, 1, 3))],
  })),
  logSumExp: reduction((x, axes, keep) => tf.square(tf.logSumExp(x, axes, keep))),
  sum: reduction((x, axes, keep) => tf.square(tf.sum(x, axes, keep))),
  mean: reduction((x, axes, keep) => tf.square(tf.mean(x, axes, keep))),
  max: reduction((x, axes, keep) => tf.square(tf.max(x, axes, keep)), apart),
  min: reduction((x, axes, keep) => tf.square(tf.min(x, axes, keep)), apart),
  prod: reduction((x, axes, keep) => tf.prod(x, axes, keep)),
  'prod with zeros': general((draw) => {
    const n = draw.between(1, 7);
    const values = Float64Array.from({ length: 2 * n }, (_, i) => (i % 3 === 0 ? 0 : draw.number()));
    return { fn: (x) => tf.prod(x, 1), inputs: [{ shape: [2, n], values }] };
  }),
  cumsum: general((draw) => {
    const shape = shapeOf(draw, 1, 3);
    const axis = draw.between(0, shape.length - 1);
    const [exclusive, reverse] = [draw.between(0, 1) === 1, draw.between(0, 1) === 1];
    return { fn: (x) => tf.square(tf.cumsum(x, axis, exclusive, reverse)), inputs: [filled(draw, shape)] };
  }),
  matMul: general((draw) => {
    const [n, k, m] = [1, 2, 3].map(() => draw.between(1, 4));
    const [left, right] = [draw.between(0, 1) === 1, draw.between(0, 1) === 1];
    const inputs = [filled(draw, left ? [k, n] : [n, k]), filled(draw, right ? [m, k] : [k, m])];
    return { fn: (a, b) => tf.square(tf.matMul(a, b, left, right)), inputs };
  }),
  'matMul, batched': general((draw) => {
    const [n, k, m] = [1, 2, 3].map(() => draw.between(1, 3));
    const [a, b] = [
      [
        [2, 3],
        [2, 3],
      ],
      [[3], [1]],
      [[1], [2]],
      [
        [2, 1],
        [2, 3],
      ],
      [[4], [4]],
    ][draw.between(0, 4)];
    const [left, right] = [draw.between(0, 1) === 1, draw.between(0, 1) === 1];
    const inputs = [
      filled(draw, [...a, ...(left ? [k, n] : [n, k])]),
      filled(draw, [...b, ...(right ? [m, k] : [k, m])]),
    ];
    return { fn: (x, y) => tf.square(tf.matMul(x, y, left, right)), inputs };
  }),
  dot: general((draw) => ({
    fn: (a, b) => tf.square(tf.dot(a, b)),
    inputs: [filled(draw, [3]), filled(draw, [3])],
  })),
  einsum: general((draw) => {
    const [a, b, c, d] = [1, 2, 3, 4].map(() => draw.between(1, 3));
    const [equation, first, second] = [
      ['abd,acd->abc', [a, b, d], [a, c, d]],
      ['ab,bc->ac', [a, b], [b, c]],
      ['ab,cb->ca', [a, b], [c, b]],
      ['abc,d->dab', [a, b, c], [d]],
      ['ab,ab->', [a, b], [a, b]],
      ['ab,ac->abc', [a, b], [a, c]],
    ][draw.between(0, 5)] as [string, number[], number[]];
    return {
      fn: (x, y) => tf.square(tf.einsum(equation, x, y)),
      inputs: [filled(draw, first), filled(draw, second)],
    };
  }),
  'einsum of one': general((draw) => ({
    fn: (x) => tf.square(tf.einsum('abc->ca', x)),
    inputs: [filled(draw, [2, 3, 2])],
  })),
  conv1d: general((draw) => ({
    fn: (x, filter) => tf.square(tf.conv1d(x as Tensor3D, filter as Tensor3D, 2, 'same')),
    inputs: [filled(draw, [2, 7, 2]), filled(draw, [3, 2, 3])],
  })),
  conv2d: general((draw) => {
    const strides: [number, number] = [draw.between(1, 2), draw.between(1, 2)];
    const pad = padding(draw);
    const inputs = [image(draw, 2), filled(draw, [draw.between(1, 3), draw.between(1, 3), 2, 3])];
    const fn = (x: Tensor, filter: Tensor) =>
      tf.square(tf.conv2d(x as Tensor4D, filter as Tensor4D, strides, pad, 'NHWC', [1, 1]));
    return { fn: fn as (...x: Tensor[]) => Tensor, inputs };
  }),
  'conv2d with holes': general((draw) => {
    const dilations: [number, number] = [draw.between(1, 2), draw.between(1, 2)];
    const pad = padding(draw);
    const inputs = [image(draw, 2), filled(draw, [2, 3, 2, 2])];
    return {
      fn: (x, filter) => tf.square(tf.conv2d(x as Tensor4D, filter as Tensor4D, 1, pad, 'NHWC', dilations)),
      inputs,
    };
  }),
  'conv2d in groups': general((draw) => ({
    fn: (x, filter) => {
      const [images, filters] = [tf.split(x, 2, 3), tf.split(filter, 2, 3)];
      return tf.square(
        tf.concat(
          images.map((part, i) => tf.conv2d(part as Tensor4D, filters[i] as Tensor4D, 1, 'same')),
          3,
        ),
      );
    },
    inputs: [image(draw, 4), filled(draw, [3, 3, 2, 4])],
  })),
  conv2dTranspose: general((draw) => ({
    fn: (x, filter) =>
      tf.square(tf.conv2dTranspose(x as Tensor4D, filter as Tensor4D, [1, 8, 8, 2], 2, 'same')),
    inputs: [filled(draw, [1, 4, 4, 3]), filled(draw, [3, 3, 2, 3])],
  })),
  depthwiseConv2d: general((draw) => {
    const pad = padding(draw);
    const stride = draw.between(1, 2);
    const inputs = [image(draw, 2), filled(draw, [3, 2, 2, draw.between(1, 2)])];
    return {
      fn: (x, filter) => tf.square(tf.depthwiseConv2d(x as Tensor4D, filter as Tensor4D, stride, pad)),
      inputs,
    };
  }),
  separableConv2d: general((draw) => ({
    fn: (x, deep, wide) =>
      tf.square(tf.separableConv2d(x as Tensor4D, deep as Tensor4D, wide as Tensor4D, 1, 'same')),
    inputs: [image(draw, 2), filled(draw, [3, 3, 2, 2]), filled(draw, [1, 1, 4, 2])],
  })),
  maxPool: general((draw) => {
    const pad = (['same', 'valid'] as const)[draw.between(0, 1)];
    const stride = draw.between(1, 2);
    return {
      fn: (x) => tf.square(tf.maxPool(x as Tensor4D, [2, 3], stride, pad)),
      inputs: [apart(draw, [2, 5, 6, 2])],
    };
  }),
  avgPool: general((draw) => {
    const pad = (['same', 'valid'] as const)[draw.between(0, 1)];
    return { fn: (x) => tf.square(tf.avgPool(x as Tensor4D, [3, 2], 2, pad)), inputs: [image(draw, 2)] };
  }),
  batchNorm: general((draw) => ({
    fn: (x, mean, variance, offset, scale) =>
      tf.batchNorm(
        x as Tensor4D,
        mean as Tensor1D,
        variance as Tensor1D,
        offset as Tensor1D,
        scale as Tensor1D,
        0.125,
      ),
    inputs: [
      image(draw, 3),
      filled(draw, [3]),
      filled(draw, [3], positive),
      filled(draw, [3]),
      filled(draw, [3]),
    ],
  })),
  gather: general((draw) => {
    const shape = shapeOf(draw, 1, 3);
    const axis = draw.between(0, shape.length - 1);
    const indices = Array.from({ length: draw.between(1, 6) }, () => draw.between(0, shape[axis] - 1));
    return {
      fn: (x) => tf.square(tf.gather(x, tf.tensor1d(indices, 'int32'), axis)),
      inputs: [filled(draw, shape)],
    };
  }),
  'gather by what is computed': general((draw) => ({
    fn: (x, y) => tf.square(tf.gather(x, tf.argMax(y, 1) as Tensor1D, 1)),
    inputs: [filled(draw, [3, 4, 2]), filled(draw, [5, 4])],
  })),
  'gather of many by one': general((draw) => ({
    fn: (x) =>
      tf.square(
        tf.gather(x, tf.tensor2d([0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], [4, 4], 'int32'), 1),
      ),
    inputs: [filled(draw, [2, 9])],
  })),
  unsortedSegmentSum: general((draw) => ({
    fn: (x) => tf.square(tf.unsortedSegmentSum(x, tf.tensor1d([2, 0, 2, 1], 'int32'), 4)),
    inputs: [filled(draw, [4, 3])],
  })),
  oneHot: general((draw) => ({
    fn: (x) => tf.mul(tf.oneHot(tf.argMax(x, 1), 4), tf.square(x)),
    inputs: [filled(draw, [3, 4])],
  })),
  slice: reshaping((x, draw) => {
    const begin = x.shape.map((size) => draw.between(0, size - 1));
    return tf.square(
      tf.slice(
        x,
        begin,
        x.shape.map((size, axis) => draw.between(1, size - begin[axis])),
      ),
    );
  }),
  stridedSlice: general((draw) => {
    const [fn, shape] = [
      [(x: Tensor) => tf.stridedSlice(x, [0, 1], [5, 6], [2, 2]), [5, 6]],
      [(x: Tensor) => tf.stridedSlice(x, [4, 0], [0, 6], [-1, 3]), [5, 6]],
      [(x: Tensor) => tf.stridedSlice(x, [1, 1], [3, 4], [1, 1]), [5, 6]],
      [(x: Tensor) => tf.stridedSlice(x, [1, 1], [3, -1], [1, 1], 1, 2), [5, 6]],
      [(x: Tensor) => tf.stridedSlice(x, [2], [3], [1], 0, 0, 0, 0, 1), [5, 6]],
    ][draw.between(0, 4)] as [(x: Tensor) => Tensor, number[]];
    return { fn: (x) => tf.square(fn(x)), inputs: [filled(draw, shape)] };
  }),
  concat: general((draw) => {
    const shape = shapeOf(draw, 1, 3);
    const axis = draw.between(0, shape.length - 1);
    const other = shape.map((size, i) => (i === axis ? draw.between(1, 3) : size));
    return {
      fn: (a, b) => tf.square(tf.concat([a, b, a], axis)),
      inputs: [filled(draw, shape), filled(draw, other)],
    };
  }),
  split: general((draw) => ({
    fn: (x) => {
      const [a, , c] = tf.split(x, [2, 1, 2], 1);
      return tf.mul(a, tf.square(c));
    },
    inputs: [filled(draw, [draw.between(1, 3), 5])],
  })),
  stack: general((draw) => {
    const shape = shapeOf(draw, 0, 2);
    const axis = draw.between(0, shape.length);
    return {
      fn: (a, b) => tf.square(tf.stack([a, b, a], axis)),
      inputs: [filled(draw, shape), filled(draw, shape)],
    };
  }),
  unstack: reshaping((x, draw) => {
    const rows = tf.unstack(x, draw.between(0, x.rank - 1));
    return tf.mul(rows[0], tf.square(rows.at(-1)!));
  }),
  pad: reshaping((x, draw) => {
    const margins = x.shape.map((): [number, number] => [draw.between(0, 2), draw.between(0, 2)]);
    return tf.square(tf.add(tf.sin(tf.pad(x, margins, 3)), tf.pad(x, margins)));
  }),
  mirrorPad: general((draw) => {
    const mode = (['reflect', 'symmetric'] as const)[draw.between(0, 1)];
    const margins: [number, number][] = [
      [1, 2],
      [0, 1],
    ];
    return { fn: (x) => tf.square(tf.mirrorPad(x, margins, mode)), inputs: [filled(draw, [3, 4])] };
  }),
  reshape: reshaping((x) => tf.square(tf.reshape(x, [x.size, 1]))),
  'expandDims, squeeze': reshaping((x) => tf.square(tf.squeeze(tf.expandDims(x, 1), [1]))),
  transpose: reshaping((x, draw) => {
    const order = x.shape.map((_, axis) => axis).sort(() => draw.number());
    return tf.square(tf.transpose(x, order));
  }),
  tile: reshaping((x, draw) =>
    tf.square(
      tf.tile(
        x,
        x.shape.map(() => draw.between(1, 3)),
      ),
    ),
  ),
  broadcastTo: general((draw) => {
    const full = shapeOf(draw, 1, 3);
    const part = full.slice(draw.between(0, full.length)).map((size) => (draw.between(0, 1) ? 1 : size));
    return { fn: (x) => tf.square(tf.broadcastTo(x, [...full])), inputs: [filled(draw, part)] };
  }),
  reverse: reshaping((x, draw) => tf.square(tf.reverse(x, [draw.between(0, x.rank - 1)]))),
  cast: unary((x) => tf.mul(tf.cast(tf.cast(x, 'int32'), 'float32'), tf.square(x)), awayFrom0),
  'a constant': unary((x) => tf.add(tf.zerosLike(x), tf.add(tf.onesLike(x), tf.fill([1], 3)))),
};

/** Any smooth function of the results, so that no derivative is zero for all orders. */
export const lossOf = (phase: number) => (y: Tensor) => {
  const weights = tf.tensor(
    Array.from({ length: y.size }, (_, i) => Math.round(64 * Math.cos(i + 7 * phase)) / 64),
    y.shape,
  );
  return tf.add(
    tf.sum(tf.mul(weights, y)),
    tf.mul(tf.scalar(0.125), tf.sum(tf.sin(tf.mul(tf.scalar(0.125), y)))),
  );
};
