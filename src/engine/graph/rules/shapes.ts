import {
  broadcastTo,
  concat,
  constant,
  gather,
  other,
  pad,
  reshape,
  segmentSum,
  slice,
  split,
  sum,
  sumTo,
  transpose,
  zeros,
} from '../build.ts';
import { attribute, axisOf, constantNumbers, knownNumbers, sizeOf, type Node, type Value } from '../value.ts';
import { linearIn, type Rate, type Rule, type Rules } from './rule.ts';

const inverse = (order: readonly number[]) => order.map((_, axis) => order.indexOf(axis));

/**
 * Which entries each place is made of, [count, uses], filled up with `none`: the transpose of `indices`. Undefined where
 * some place is used so much more often than others that this would be much longer than the list itself.
 */
function usesOf(indices: readonly number[], count: number, none: number) {
  const lists = Array.from({ length: count }, (): number[] => []);
  indices.forEach((place, entry) => lists[place]?.push(entry));
  const uses = lists.reduce((most, { length }) => Math.max(most, length), 1);
  if (uses * count > 4 * Math.max(indices.length, count)) return undefined;
  return {
    uses,
    entries: lists.flatMap((list) => [...list, ...Array<number>(uses - list.length).fill(none)]),
  };
}

/** The transpose of `gather` along an axis, into `count` places: added up where the indices point. */
export function scatter(rows: Value, indices: Value, axis: number, count: number): Value {
  const [before, after] = [rows.shape.slice(0, axis), rows.shape.slice(axis + indices.shape.length)];
  const known = constantNumbers(indices);
  const entries = sizeOf(indices.shape);
  const uses = known && usesOf(known, count, entries);
  if (uses) {
    // Gathering by the entries' uses and adding these up is faster than adding up one by one.
    const listed = reshape(rows, [...before, entries, ...after]);
    const none = zeros({ type: rows.type, shape: [...before, 1, ...after] });
    const places = constant('int32', [count * uses.uses], Int32Array.from(uses.entries));
    const taken = gather(concat([listed, none], axis), places, axis);
    return sum(reshape(taken, [...before, count, uses.uses, ...after]), [axis + 1]);
  }
  const order = rows.shape.map((_, i) => i);
  const front = [...order.splice(axis, indices.shape.length), ...order];
  const added = segmentSum(transpose(rows, front), indices, count);
  const back = [...before.map((_, i) => i + 1), 0, ...after.map((_, i) => before.length + 1 + i)];
  return transpose(added, back);
}

/** The margins that a slice leaves out. */
const marginsOf = (x: Value, begin: readonly number[], size: readonly number[]) =>
  x.shape.map((full, axis) => [begin[axis], full - begin[axis] - size[axis]] as const);

const gathering: Rule = linearIn(
  0,
  (one, [x, indices]) => [gather(x, indices, axisOf(knownNumbers(one, 2)[0], x.shape))],
  (one, [pulled]) => {
    const [x, indices] = one.inputs;
    const axis = axisOf(knownNumbers(one, 2)[0], x.shape);
    return scatter(pulled!, indices, axis, x.shape[axis]);
  },
  'ȳ, added up where the indices point',
);

const concatenation: Rule = {
  forward(one, rates) {
    const axis = axisOf(knownNumbers(one, one.inputs.length - 1)[0], one.inputs[0].shape);
    return [
      concat(
        one.inputs.slice(0, -1).map((x, i) => rates[i] ?? zeros(x)),
        axis,
      ),
    ];
  },
  transposed(one, [pulled]) {
    const axis = axisOf(knownNumbers(one, one.inputs.length - 1)[0], one.inputs[0].shape);
    const sizes = one.inputs.slice(0, -1).map(({ shape }) => shape[axis]);
    return [...split(pulled!, sizes, axis), undefined];
  },
  said: { forward: 'the op of the rates', transposed: 'ȳ, split' },
};

/** A running sum, the other way round. */
function turnedSum({ op, inputs: [x, axis], attributes }: Node, pulled: Rate): Value {
  const turned = { ...attributes, reverse: attribute.boolean(attributes.reverse.value !== true) };
  return other(op, [pulled!, axis], turned, x.shape);
}

const sameOp = ({ op, attributes, outputs: [y] }: Node, inputs: readonly Value[]) => [
  other(op, inputs, attributes, y.shape),
];

/** The copies that tiling has made, added up. */
function untiled({ inputs: [{ shape }], outputs: [y] }: Node, [pulled]: readonly Rate[]): Value {
  const apart = shape.flatMap((size, axis) => [y.shape[axis] / size, size]);
  const copies = shape.map((_, axis) => 2 * axis);
  return sum(reshape(pulled!, apart), copies);
}

/** Ops that move numbers about. */
export const shapes: Rules = {
  Identity: linearIn(0, sameOp, (_, [pulled]) => pulled!, 'ȳ'),
  Reshape: linearIn(
    0,
    ({ outputs: [y] }, [x]) => [reshape(x, y.shape)],
    ({ inputs: [x] }, [pulled]) => reshape(pulled!, x.shape),
    'ȳ, in the shape of x',
  ),
  Transpose: linearIn(
    0,
    (one, [x]) => [transpose(x, knownNumbers(one, 1))],
    (one, [pulled]) => transpose(pulled!, inverse(knownNumbers(one, 1))),
    'ȳ, transposed back',
  ),
  BroadcastTo: linearIn(
    0,
    ({ outputs: [y] }, [x]) => [broadcastTo(x, y.shape)],
    ({ inputs: [x] }, [pulled]) => sumTo(pulled!, x.shape),
    'ȳ, summed over what was broadcast',
  ),
  Tile: linearIn(0, sameOp, untiled, 'the copies of ȳ, added up'),
  ConcatV2: concatenation,
  SplitV: linearIn(
    0,
    (one, [x]) => split(x, knownNumbers(one, 1), axisOf(knownNumbers(one, 2)[0], x.shape)),
    (one, pulled) =>
      concat(
        one.outputs.map((y, i) => pulled[i] ?? zeros(y)),
        axisOf(knownNumbers(one, 2)[0], one.inputs[0].shape),
      ),
    'the parts of ȳ, joined',
  ),
  Slice: linearIn(
    0,
    (one, [x]) => [slice(x, knownNumbers(one, 1), one.outputs[0].shape)],
    (one, [pulled]) => pad(pulled!, marginsOf(one.inputs[0], knownNumbers(one, 1), one.outputs[0].shape)),
    'ȳ, padded with zeros',
  ),
  Pad: linearIn(
    0,
    (one, [x]) => [pad(x, pairs(knownNumbers(one, 1)))],
    (one, [pulled]) =>
      slice(
        pulled!,
        pairs(knownNumbers(one, 1)).map(([before]) => before),
        one.inputs[0].shape,
      ),
    'ȳ without the margins',
  ),
  GatherV2: gathering,
  UnsortedSegmentSum: linearIn(
    0,
    (one, [rows, indices]) => [segmentSum(rows, indices, one.outputs[0].shape[0])],
    ({ inputs: [, indices] }, [pulled]) => gather(pulled!, indices, 0),
    'the entries of ȳ by the indices',
  ),
  ReverseV2: linearIn(0, sameOp, (one, [pulled]) => sameOp(one, [pulled!, one.inputs[1]])[0], 'ȳ, reversed'),
  Cumsum: linearIn(
    0,
    sameOp,
    (one, [pulled]) => turnedSum(one, pulled),
    'the running sum of ȳ from the other end',
  ),
  MirrorPad: linearIn(
    0,
    sameOp,
    (one, [pulled]) => other('MirrorPadGrad', [pulled!, one.inputs[1]], one.attributes, one.inputs[0].shape),
    'MirrorPadGrad of ȳ',
  ),
  MirrorPadGrad: linearIn(
    0,
    sameOp,
    (one, [pulled]) => other('MirrorPad', [pulled!, one.inputs[1]], one.attributes, one.inputs[0].shape),
    'MirrorPad of ȳ',
  ),
};

/** Margins before and after each axis, from a list of both in turn. */
export function pairs(flat: readonly number[]): (readonly [number, number])[] {
  return Array.from({ length: flat.length / 2 }, (_, i) => [flat[2 * i], flat[2 * i + 1]] as const);
}
