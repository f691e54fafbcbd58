import {
  add,
  broadcastTo,
  concat,
  filled,
  gather,
  integers,
  like,
  matMul,
  mul,
  other,
  pad,
  reshape,
  select,
  slice,
  split,
  sub,
  sum,
  times,
  transpose,
  unary,
} from './build.ts';
import { einsum } from './einsum.ts';
import { axesOf, productTree } from './rules/reductions.ts';
import { pairs } from './rules/shapes.ts';
import {
  axisOf,
  constantNumbers,
  isFloat,
  knownNumbers,
  made,
  same,
  sizeOf,
  type Node,
  type Value,
} from './value.ts';

/** An op as tfjs has it by ops of the graph; what it needs to know is in a node that is thrown away. */
type Lower = (one: Node) => readonly Value[] | undefined;

const attributeOf = ({ attributes }: Node, name: string) => attributes[name].value;

const reshaped: Lower = ({ inputs: [x], outputs: [y] }) => [reshape(x, y.shape)];

/** Products of many matrices by one: of one matrix with all their rows, where the fast kernel is. */
function batchMatMul(one: Node): readonly Value[] {
  const [a, b] = one.inputs;
  const [left, right] = [attributeOf(one, 'adj_x') === true, attributeOf(one, 'adj_y') === true];
  const [depth, columns] = b.shape.slice(-2);
  const single = sizeOf(b.shape.slice(0, -2)) === 1;
  if (!single || (left && a.shape.length > 2)) return [matMul(a, b, left, right)];
  const rows = left || a.shape.length === 2 ? a : reshape(a, [sizeOf(a.shape.slice(0, -1)), a.shape.at(-1)!]);
  return [reshape(matMul(rows, reshape(b, [depth, columns]), left, right), one.outputs[0].shape)];
}

/** A kernel with holes as a larger one with zeros: TensorFlow has no gradient with holes on the CPU. */
function dilatedConvolution(one: Node): readonly Value[] | undefined {
  const [, high, wide] = attributeOf(one, 'dilations') as readonly number[];
  if (high === 1 && wide === 1) return undefined;
  const [x, filter] = one.inputs;
  const [h, w, ...channels] = filter.shape;
  const spaced = pad(reshape(filter, [h, 1, w, 1, ...channels]), [
    [0, 0],
    [0, high - 1],
    [0, 0],
    [0, wide - 1],
    ...channels.map((): [number, number] => [0, 0]),
  ]);
  const full = reshape(spaced, [h * high, w * wide, ...channels]);
  const size = [(h - 1) * high + 1, (w - 1) * wide + 1, ...channels];
  const kernel = slice(
    full,
    size.map(() => 0),
    size,
  );
  const attributes = { ...one.attributes, dilations: { kind: 'integers', value: [1, 1, 1, 1] } as const };
  return [other(one.op, [x, kernel], attributes, one.outputs[0].shape)];
}

/** Entries from `begin` on in steps: a slice where all steps are 1, else gathered. */
function stridedSlice(one: Node): readonly Value[] {
  const [x] = one.inputs;
  const mask = (name: string, axis: number) =>
    ((attributeOf(one, `${name}_mask`) as number) & (1 << axis)) !== 0;
  if (attributeOf(one, 'ellipsis_mask') !== 0 || attributeOf(one, 'new_axis_mask') !== 0)
    throw new Error(
      'a slice with an ellipsis or a new axis cannot be compiled; reshape, and name every axis',
    );
  const [begin, end, strides] = [1, 2, 3].map((input) => knownNumbers(one, input));
  const picked = x.shape.map((size, axis) => {
    const stride = strides[axis] ?? 1;
    const within = (at: number) =>
      Math.min(Math.max(at < 0 ? at + size : at, stride > 0 ? 0 : -1), stride > 0 ? size : size - 1);
    const first =
      axis >= begin.length || mask('begin', axis) ? (stride > 0 ? 0 : size - 1) : within(begin[axis]);
    const last = axis >= end.length || mask('end', axis) ? (stride > 0 ? size : -1) : within(end[axis]);
    const count = mask('shrink_axis', axis) ? 1 : Math.max(0, Math.ceil((last - first) / stride));
    return { first, stride, count };
  });
  if (picked.every(({ stride }) => stride === 1)) {
    const part = slice(
      x,
      picked.map(({ first }) => first),
      picked.map(({ count }) => count),
    );
    return [reshape(part, one.outputs[0].shape)];
  }
  const taken = picked.reduce((from, { first, stride, count }, axis) => {
    const indices = Array.from({ length: count }, (_, i) => first + i * stride);
    return same(indices, x.shape.slice(axis, axis + 1)) ? from : gather(from, integers(indices), axis);
  }, x);
  return [reshape(taken, one.outputs[0].shape)];
}

/** Normalisation with given mean and variance, written out. */
function batchNorm(one: Node): readonly Value[] {
  const [x, scale, offset, mean, variance] = one.inputs;
  const inverse = unary('Rsqrt', add(variance, like(x, attributeOf(one, 'epsilon') as number)));
  const y = add(mul(sub(x, mean), mul(inverse, scale)), offset);
  return one.outputs.map((_, i) => (i === 0 ? y : one.outputs[i]));
}

/** TensorFlow keeps the slope as a float32; one that is none is multiplied with, where numbers are float64. */
function leaky(one: Node): readonly Value[] | undefined {
  const [x] = one.inputs;
  const slope = attributeOf(one, 'alpha') as number;
  if (x.type !== 'float64' || Math.fround(slope) === slope) return undefined;
  const positive = unary('Relu', x);
  return [add(positive, times(slope, sub(x, positive)))];
}

function chosen({ inputs: [condition, a, b], outputs: [y] }: Node): readonly Value[] {
  // tf.step gives back what is not a number as it is; that has no rate.
  if (made(condition, 'IsNan')?.inputs[0] === a) return [select(condition, unary('StopGradient', a), b)];
  const { shape } = condition;
  if (shape.length === y.shape.length || shape.length === 0) return [select(condition, a, b)];
  return [
    select(reshape(condition, [...shape, ...Array<number>(y.shape.length - shape.length).fill(1)]), a, b),
  ];
}

/**
 * s − log Σ exp s of s = x − max x is logSoftmax, of which TensorFlow has an op; tfjs writes it out.
 */
function difference({ inputs: [s, log], outputs: [y] }: Node): readonly Value[] | undefined {
  const total = made(made(log, 'Log')?.inputs[0], 'Sum');
  const shifted = made(s, 'Sub');
  const greatest = made(shifted?.inputs[1], 'Max');
  const last = y.shape.length - 1;
  const isSame = made(total?.inputs[0], 'Exp')?.inputs[0] === s && greatest?.inputs[0] === shifted?.inputs[0];
  if (!total || !greatest || !shifted || !isSame || last < 1) return undefined;
  if (![total, greatest].every((one) => same(axesOf(one), [last]) && one.attributes.keep_dims.value === true))
    return undefined;
  return [unary('LogSoftmax', shifted.inputs[0])];
}

/** m + log Σ exp(x − m) is the same whatever m is: the maximum in it needs no derivative. */
function shiftedLogarithm({ inputs: [m, log] }: Node): readonly Value[] | undefined {
  const greatest = made(made(m, 'Reshape')?.inputs[0] ?? m, 'Max');
  const total = made(made(log, 'Log')?.inputs[0], 'Sum');
  const shifted = made(made(total?.inputs[0], 'Exp')?.inputs[0], 'Sub');
  if (!greatest || !total || !shifted || made(shifted.inputs[1], 'Max') !== greatest) return undefined;
  const [x] = shifted.inputs;
  if (greatest.inputs[0] !== x || !same(axesOf(greatest), axesOf(total))) return undefined;
  const fixed = unary('StopGradient', greatest.outputs[0]);
  const again = sum(unary('Exp', sub(x, fixed)), axesOf(total), total.attributes.keep_dims.value === true);
  return [add(reshape(fixed, m.shape), unary('Log', again))];
}

const lowerings: Readonly<Record<string, Lower>> = {
  Add: (one) => shiftedLogarithm(one) ?? [add(one.inputs[0], one.inputs[1])],
  AddN: ({ inputs }) => [inputs.reduce(add)],
  Sub: (one) => difference(one),
  SquaredDifference: ({ inputs: [a, b] }) => [unary('Square', sub(a, b))],
  Mean: (one) => {
    const [x] = one.inputs;
    const axes = axesOf(one);
    const total = sum(x, axes, attributeOf(one, 'keep_dims') === true);
    return [times(1 / sizeOf(axes.map((axis) => x.shape[axis])), total)];
  },
  Prod: (one) => (isFloat(one.inputs[0]) ? [productTree(one)] : undefined),
  BatchMatMulV2: batchMatMul,
  Einsum: (one) => [einsum(attributeOf(one, 'equation') as string, one.inputs)],
  Conv2D: dilatedConvolution,
  FusedBatchNorm: batchNorm,
  LeakyRelu: leaky,
  ExpandDims: reshaped,
  Squeeze: reshaped,
  Reshape: reshaped,
  Transpose: (one) => [transpose(one.inputs[0], knownNumbers(one, 1))],
  Cast: ({ inputs: [x], outputs: [y] }) => (x.type === y.type ? [x] : undefined),
  Fill: ({ inputs: [, value], outputs: [y] }) => [broadcastTo(value, y.shape)],
  ZerosLike: ({ outputs: [y] }) => [filled(y, 0)],
  OnesLike: ({ outputs: [y] }) => [filled(y, 1)],
  Pack: (one) => {
    const at = axisOf(attributeOf(one, 'axis') as number, one.outputs[0].shape);
    const rows = one.inputs.map((x) => reshape(x, [...x.shape.slice(0, at), 1, ...x.shape.slice(at)]));
    return [concat(rows, at)];
  },
  Unpack: (one) => {
    const [x] = one.inputs;
    const at = axisOf(attributeOf(one, 'axis') as number, x.shape);
    return split(x, Array<number>(x.shape[at]).fill(1), at).map((part, i) =>
      reshape(part, one.outputs[i].shape),
    );
  },
  Slice: (one) => [slice(one.inputs[0], knownNumbers(one, 1), one.outputs[0].shape)],
  StridedSlice: stridedSlice,
  PadV2: (one) => {
    const margins = pairs(knownNumbers(one, 1));
    const zeros = pad(one.inputs[0], margins);
    if (constantNumbers(one.inputs[2])?.[0] === 0) return [zeros];
    const inside = pad(filled(one.inputs[0], 1), margins);
    return [add(zeros, mul(sub(like(zeros, 1), inside), one.inputs[2]))];
  },
  Select: chosen,
};

/** What tfjs has recorded, in the ops that derivatives have rules for. */
export function lowered(one: Node): readonly Value[] {
  return lowerings[one.op]?.(one) ?? one.outputs;
}
