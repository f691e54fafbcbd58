import * as tf from '@tensorflow/tfjs';
import { axesFrom, axisFrom, integers, isKnown, type Call, type Held, type Ops } from '../node.ts';

const shapeOf = (held: Held): readonly number[] => held.shape;

/** The most numbers that a file may ask to be made of nothing. */
export const mostNumbers = 2 ** 26;

function mustBeSmall(call: Call, shape: readonly number[]): void {
  const size = shape.reduce((product, side) => product * side, 1);
  if (!(size <= mostNumbers)) call.fail(`makes a tensor [${shape.join(', ')}], which is too large`);
}

/** A tensor, or known numbers, in another shape. */
function reshaped(call: Call, held: Held, shape: readonly number[]): Held {
  const size = shape.reduce((product, side) => product * side, 1);
  const there = shapeOf(held).reduce((product, side) => product * side, 1);
  if (size !== there)
    call.fail(`cannot bring [${shapeOf(held).join(', ')}] into the shape [${shape.join(', ')}]`);
  return isKnown(held) ? { ...held, shape } : tf.reshape(held, [...shape]);
}

/**
 * The shape that a list of sizes asks for: 0 is the size that is there, −1 what is left. A first size that is a fixed number of
 * samples makes room for those that there are.
 */
function targetShape(call: Call, from: readonly number[], sizes: readonly number[]): number[] {
  const copies = call.integer('allowzero', 0) === 0;
  const known = sizes.map((size, i) => (size === 0 && copies ? (from[i] ?? 0) : size));
  const total = from.reduce((product, side) => product * side, 1);
  const fill = (list: readonly number[]) => {
    const rest = list.reduce((product, size) => (size === -1 ? product : product * size), 1);
    return list.map((size) => (size === -1 ? total / rest : size));
  };
  const shape = fill(known);
  const size = shape.reduce((product, side) => product * side, 1);
  if (size === total && shape.every(Number.isInteger)) return shape;
  const rebatched = fill([-1, ...(known.includes(-1) ? shape.slice(1) : known.slice(1))]);
  return rebatched[0] === from[0] ? rebatched : shape;
}

const axesInput = (call: Call): number[] | undefined => call.integers('axes') ?? call.known(1);

function unsqueezed(call: Call): Held {
  const [held] = call.held;
  const shape = [...shapeOf(held!)];
  const axes = axesInput(call) ?? [];
  for (const axis of axesFrom(call, axes, shape.length + axes.length).sort((a, b) => a - b))
    shape.splice(axis, 0, 1);
  return reshaped(call, held!, shape);
}

function squeezed(call: Call): Held {
  const [held] = call.held;
  const shape = shapeOf(held!);
  const axes = axesInput(call);
  const gone = axes
    ? axesFrom(call, axes, shape.length)
    : shape.flatMap((size, i) => (size === 1 ? [i] : []));
  return reshaped(
    call,
    held!,
    shape.filter((_, i) => !gone.includes(i)),
  );
}

/** Entries of an axis; of known numbers along their first. */
function gathered(call: Call): Held {
  const [held] = call.held;
  const shape = shapeOf(held!);
  const axis = axisFrom(call, call.integer('axis', 0), shape.length);
  const from = (index: number) => {
    const at = index < 0 ? index + shape[axis] : index;
    return at >= 0 && at < shape[axis] ? at : call.fail(`takes entry ${index} of ${shape[axis]}`);
  };
  const picked = call.held[1]!;
  if (!isKnown(picked)) return tf.gather(call.tensor(0), tf.cast(picked, 'int32'), axis);
  const indices = Array.from(picked.numbers, from);
  if (isKnown(held) && axis === 0 && shape.length === 1)
    return { ...held, shape: picked.shape, numbers: Float64Array.from(indices, (i) => held.numbers[i]) };
  return tf.gather(call.tensor(0), tf.tensor(indices, [...picked.shape], 'int32'), axis);
}

function concatenated(call: Call): Held {
  const list = call.held;
  if (list.every(isKnown) && list.every(({ shape }) => shape.length === 1)) {
    const numbers = list.flatMap((one) => Array.from(one.numbers));
    return { ...list[0], shape: [numbers.length], numbers: Float64Array.from(numbers) };
  }
  const tensors = call.tensors;
  return tf.concat(tensors, axisFrom(call, call.integer('axis', 0), tensors[0].rank));
}

function sliced(call: Call): Held {
  const [held] = call.held;
  const shape = shapeOf(held!);
  const [starts, ends] = [call.known(1), call.known(2)];
  if (!starts || !ends) call.fail('names no place to begin and end');
  const axes = axesFrom(call, call.known(3) ?? starts!.map((_, i) => i), shape.length);
  const steps = call.known(4) ?? starts!.map(() => 1);
  const picked = axes.map((axis, i) => {
    const [size, step] = [shape[axis], steps[i]];
    if (step === 0) call.fail('goes in steps of 0');
    const clamp = (at: number, low: number, high: number) =>
      Math.min(Math.max(at < 0 ? at + size : at, low), high);
    const first = clamp(starts![i], 0, step > 0 ? size : size - 1);
    const last = clamp(ends![i], step > 0 ? 0 : -1, step > 0 ? size : size - 1);
    const count = Math.max(0, Math.ceil((last - first) / step));
    return { axis, first, step, count };
  });
  if (isKnown(held) && shape.length === 1) {
    const [{ first, step, count }] = picked;
    const numbers = Float64Array.from({ length: count }, (_, k) => held.numbers[first + k * step]);
    return { ...held, shape: [count], numbers };
  }
  return picked.reduce((from: tf.Tensor, { axis, first, step, count }) => {
    if (count === 0) call.fail('leaves nothing');
    if (step !== 1)
      return tf.gather(
        from,
        tf.tensor1d(
          Array.from({ length: count }, (_, k) => first + k * step),
          'int32',
        ),
        axis,
      );
    const begin = from.shape.map((_, i) => (i === axis ? first : 0));
    return tf.slice(
      from,
      begin,
      from.shape.map((size, i) => (i === axis ? count : size)),
    );
  }, call.tensor(0));
}

function parts(call: Call): tf.Tensor[] {
  const x = call.tensor(0);
  const axis = axisFrom(call, call.integer('axis', 0), x.rank);
  const count = call.integer('num_outputs') ?? call.node.outputs.length;
  const each = Math.ceil(x.shape[axis] / count);
  const sizes =
    call.integers('split') ??
    call.known(1) ??
    Array.from({ length: count }, (_, i) => Math.min(each, x.shape[axis] - i * each));
  return tf.split(x, sizes, axis);
}

function padded(call: Call): tf.Tensor {
  const x = call.tensor(0);
  const pads = call.integers('pads') ?? call.known(1) ?? [];
  const axes = axesFrom(call, call.known(3) ?? x.shape.map((_, i) => i), x.rank);
  const margins = x.shape.map((): [number, number] => [0, 0]);
  axes.forEach((axis, i) => (margins[axis] = [pads[i], pads[i + axes.length]]));
  if (margins.flat().some((margin) => !(margin >= 0))) call.fail('has margins below 0');
  const mode = call.text('mode', 'constant');
  if (mode === 'reflect') return tf.mirrorPad(x, margins, 'reflect');
  if (mode !== 'constant') call.fail(`fills margins by '${mode}'; constant and reflect can be read`);
  const [value = 0] = call.known(2) ?? [];
  return tf.pad(x, margins, value);
}

function expanded(call: Call): tf.Tensor {
  const x = call.tensor(0);
  const asked = call.known(1) ?? [];
  const rank = Math.max(x.rank, asked.length);
  const shape = Array.from({ length: rank }, (_, i) =>
    Math.max(x.shape[i - rank + x.rank] ?? 1, asked[i - rank + asked.length] ?? 1),
  );
  mustBeSmall(call, shape);
  return tf.broadcastTo(x, shape);
}

function range(call: Call): Held {
  const [[start], [limit], [step]] = [0, 1, 2].map((i) => call.known(i) ?? []);
  const count = Math.max(0, Math.ceil((limit - start) / step));
  if (!Number.isFinite(count)) call.fail('never ends');
  mustBeSmall(call, [count]);
  return {
    ...integers(Array.from({ length: count }, (_, i) => start + i * step)),
    type: typeOf(call.held[0]),
  };
}

const typeOf = (held: Held | undefined) => (held && isKnown(held) ? held.type : 'float');

function filled(call: Call): Held {
  const shape = call.known(0) ?? [];
  mustBeSmall(call, shape);
  const value = call.constant('value');
  const numbers = new Float64Array(shape.reduce((product, side) => product * side, 1)).fill(
    value?.numbers[0] ?? 0,
  );
  return { type: value?.type ?? 'float', shape, numbers };
}

function constant(call: Call): Held {
  const tensor = call.constant('value');
  if (tensor) return tensor;
  const floats = call.floats('value_floats');
  if (floats && floats.length > 0) return { ...integers(floats), type: 'float' };
  const list = call.integers('value_ints');
  if (list && list.length > 0) return integers(list);
  const whole = call.integer('value_int');
  if (whole !== undefined) return integers([whole], []);
  return { ...integers([call.float('value_float', 0)], []), type: 'float' };
}

function shape(call: Call): Held {
  const all = shapeOf(call.held[0] ?? call.fail('lacks its input'));
  const place = (at: number) => Math.min(Math.max(at < 0 ? at + all.length : at, 0), all.length);
  return integers(all.slice(place(call.integer('start', 0)), place(call.integer('end', all.length))));
}

export const shapes: Ops = {
  Shape: (call) => [shape(call)],
  Size: (call) => [integers([shapeOf(call.held[0]!).reduce((product, side) => product * side, 1)], [])],
  Constant: (call) => [constant(call)],
  ConstantOfShape: (call) => [filled(call)],
  Range: (call) => [range(call)],
  Identity: (call) => [call.held[0]!],
  Dropout(call) {
    if (call.known(2)?.[0] === 1)
      call.fail('drops out, as in training; export the network for inference (model.eval())');
    return [call.held[0]!];
  },
  Reshape: (call) => [
    reshaped(call, call.held[0]!, targetShape(call, shapeOf(call.held[0]!), call.known(1) ?? [])),
  ],
  Flatten(call) {
    const from = shapeOf(call.held[0]!);
    const at = call.integer('axis', 1);
    const axis = at < 0 ? at + from.length : at;
    const size = (list: readonly number[]) => list.reduce((product, side) => product * side, 1);
    return [reshaped(call, call.held[0]!, [size(from.slice(0, axis)), size(from.slice(axis))])];
  },
  Squeeze: (call) => [squeezed(call)],
  Unsqueeze: (call) => [unsqueezed(call)],
  Transpose(call) {
    const x = call.tensor(0);
    return [tf.transpose(x, call.integers('perm') ?? x.shape.map((_, i) => x.rank - 1 - i))];
  },
  Concat: (call) => [concatenated(call)],
  Split: (call) => parts(call),
  Slice: (call) => [sliced(call)],
  Gather: (call) => [gathered(call)],
  Expand: (call) => [expanded(call)],
  Tile: (call) => [tf.tile(call.tensor(0), call.known(1) ?? [])],
  Pad: (call) => [padded(call)],
};
