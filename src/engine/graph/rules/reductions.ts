import {
  broadcastTo,
  cast,
  compared,
  concat,
  div,
  mul,
  reshape,
  slice,
  sub,
  sum,
  transpose,
  unary,
} from '../build.ts';
import { axisOf, knownNumbers, sizeOf, type Node, type Value } from '../value.ts';
import { linearIn, type Rule, type Rules } from './rule.ts';

/** The axes an op reduces, counted from 0. */
export function axesOf(one: Node): number[] {
  return knownNumbers(one, 1).map((axis) => axisOf(axis, one.inputs[0].shape));
}

/** The shape of a reduction's input with 1 for each axis that is gone. */
const keptShape = (one: Node) => {
  const axes = axesOf(one);
  return one.inputs[0].shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
};

const keeps = ({ attributes: { keep_dims: keep } }: Node) => keep.value === true;

/** The rate of the greatest entry, or of the smallest; where several are, their mean. */
const extreme: Rule = {
  forward(one, [rate]) {
    if (!rate) return [undefined];
    const [x] = one.inputs;
    const axes = axesOf(one);
    const chosen = cast(compared('Equal', x, reshape(one.outputs[0], keptShape(one))), x.type);
    const share = div(chosen, sum(chosen, axes, true));
    return [sum(mul(rate, share), axes, keeps(one))];
  },
  said: { forward: 'that of the entry taken', kinks: 'equal entries: their mean' },
};

/** A product of entries as products of two: right where some are zero, and as deep as the logarithm of their number. */
export function productTree(one: Node): Value {
  const axes = axesOf(one);
  const [x] = one.inputs;
  const kept = x.shape.flatMap((_, axis) => (axes.includes(axis) ? [] : [axis]));
  const rest = kept.map((axis) => x.shape[axis]);
  let factors = reshape(transpose(x, [...axes, ...kept]), [
    sizeOf(axes.map((axis) => x.shape[axis])),
    ...rest,
  ]);
  for (let [count] = factors.shape; count > 1; count = factors.shape[0]) {
    const half = Math.floor(count / 2);
    const from = (start: number, size: number) =>
      slice(factors, [start, ...rest.map(() => 0)], [size, ...rest]);
    const pairs = mul(from(0, half), from(half, half));
    factors = count % 2 === 0 ? pairs : concat([pairs, from(count - 1, 1)], 0);
  }
  return reshape(factors, one.outputs[0].shape);
}

/** dy = y(dx − Σ y·dx), along the last axis. */
const softmax: Rule = {
  forward({ outputs: [y] }, [rate]) {
    if (!rate) return [undefined];
    const weighted = mul(y, rate);
    return [sub(weighted, mul(y, sum(weighted, [y.shape.length - 1], true)))];
  },
  said: { forward: 'y · dx − y · Σ y·dx' },
};

const logSoftmax: Rule = {
  forward({ inputs: [x], outputs: [y] }, [rate]) {
    if (!rate) return [undefined];
    return [sub(rate, sum(mul(unary('Softmax', x), rate), [y.shape.length - 1], true))];
  },
  said: { forward: 'dx − Σ softmax(x)·dx' },
};

/** Reductions and what normalises by them. */
export const reductions: Rules = {
  Sum: linearIn(
    0,
    (one, [x]) => [sum(x, axesOf(one), keeps(one))],
    (one, [pulled]) => broadcastTo(reshape(pulled!, keptShape(one)), one.inputs[0].shape),
    'ȳ, broadcast',
  ),
  Max: extreme,
  Min: extreme,
  Softmax: softmax,
  LogSoftmax: logSoftmax,
};
