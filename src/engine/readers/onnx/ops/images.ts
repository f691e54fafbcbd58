import * as tf from '@tensorflow/tfjs';
import { exact } from '../../../compile/exact.ts';
import { mostNumbers } from '../budget.ts';
import type { Call, Ops } from '../node.ts';

/*
 * ONNX has images as [n, channels, …sides], tfjs as [n, height, width, channels]; one side is taken as two, the first of 1.
 */

const toLast = (x: tf.Tensor): tf.Tensor4D =>
  tf.transpose(x.rank === 3 ? tf.expandDims(x, 2) : x, [0, 2, 3, 1]) as tf.Tensor4D;

function toFirst(y: tf.Tensor, sides: number): tf.Tensor {
  const first = tf.transpose(y, [0, 3, 1, 2]);
  return sides === 1 ? tf.squeeze(first, [2]) : first;
}

/** Sizes, steps, holes and margins of a window, for two sides. */
interface Window {
  readonly kernel: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly dilations: readonly [number, number];
  /** [before, after] of height and width. */
  readonly margins: readonly (readonly [number, number])[];
  /** How far the last window reaches beyond the margins. */
  readonly beyond: readonly [number, number];
}

const pair = (list: readonly number[] | undefined, fallback: number): readonly [number, number] => {
  if (!list || list.length === 0) return [fallback, fallback];
  return list.length === 1 ? [fallback, list[0]] : [list[0], list[1]];
};

/** A list with a whole number for each side, from `least` on. */
function listOf(call: Call, name: string, count: number, least: number): number[] {
  const list = call.integers(name) ?? Array<number>(count).fill(least);
  if (list.length !== count || !list.every((value) => value >= least && value <= mostNumbers))
    call.fail(`has ${name} [${list.join(', ')}], where ${count} whole numbers from ${least} on belong`);
  return list;
}

/** What is left over on a side after the last step. */
const restOf = (size: number, reach: number, stride: number) => (size - reach) % stride;

/** @param ceiled whether the last window may reach beyond the margin, as poolings with ceil_mode let it */
function windowOf(call: Call, sides: readonly number[], kernel: readonly number[], ceiled = false): Window {
  const count = sides.length;
  if (count > 2 || count < 1) call.fail(`has ${count} sides; networks of images with 1 or 2 can be read`);
  if (kernel.length !== count || !kernel.every((size) => size >= 1))
    call.fail(`has kernel_shape [${kernel.join(', ')}] for images with ${count} sides`);
  const [strides, dilations] = [listOf(call, 'strides', count, 1), listOf(call, 'dilations', count, 1)];
  const reach = kernel.map((size, i) => (size - 1) * dilations[i] + 1);
  const auto = call.text('auto_pad', 'NOTSET');
  if (!['NOTSET', 'VALID', 'SAME_UPPER', 'SAME_LOWER'].includes(auto))
    call.fail(`has the auto_pad '${auto}'; NOTSET, VALID, SAME_UPPER and SAME_LOWER are known`);
  const pads = listOf(call, 'pads', 2 * count, 0);
  const margins = kernel.map((_, i): [number, number] => {
    if (auto === 'VALID') return [0, 0];
    if (auto === 'NOTSET') return [pads[i], pads[i + count]];
    const whole = Math.max(0, (Math.ceil(sides[i] / strides[i]) - 1) * strides[i] + reach[i] - sides[i]);
    const less = Math.floor(whole / 2);
    return auto === 'SAME_UPPER' ? [less, whole - less] : [whole - less, less];
  });
  const whole = sides.map((size, i) => size + margins[i][0] + margins[i][1]);
  if (whole.some((size, i) => size < reach[i]))
    call.fail(`has windows of [${reach.join(', ')}] over images of [${whole.join(', ')}], margins included`);
  const beyond = margins.map((_, i) => {
    const rest = restOf(whole[i], reach[i], strides[i]);
    if (!ceiled || rest === 0) return 0;
    if (auto === 'VALID')
      call.fail('has ceil_mode with auto_pad VALID, which is read in two ways; export it with pads');
    // A window that would begin beyond the image and its first margin is dropped.
    const begins = whole[i] - reach[i] - rest + strides[i];
    return begins >= sides[i] + margins[i][0] ? 0 : strides[i] - rest;
  });
  return {
    kernel: pair(kernel, 1),
    strides: pair(strides, 1),
    dilations: pair(dilations, 1),
    margins: count === 1 ? [[0, 0], margins[0]] : margins,
    beyond: pair(beyond, 0),
  };
}

/** Images with other margins: `value` there, 0 or what no window chooses. */
function padded(x: tf.Tensor, margins: Window['margins'], value = 0): tf.Tensor4D {
  if (margins.flat().every((margin) => margin === 0)) return x as tf.Tensor4D;
  const sides = margins.map(([before, after]): [number, number] => [before, after]);
  return tf.pad(x, [[0, 0], ...sides, [0, 0]], value) as tf.Tensor4D;
}

const withBeyond = ({ margins, beyond }: Window): Window['margins'] =>
  margins.map(([before, after], i) => [before, after + beyond[i]]);

/** Every so many places of both sides. */
const everyFew = (y: tf.Tensor4D, strides: Window['strides']): tf.Tensor =>
  tf.stridedSlice(y, [0, 0, 0, 0], y.shape, [1, ...strides, 1]);

/** Filters [height, width, channels, outputs] from those of each group; what a group does not see has zeros. */
function filtersOf(weights: tf.Tensor, groups: number): tf.Tensor4D {
  const filters = tf.transpose(weights.rank === 3 ? tf.expandDims(weights, 2) : weights, [2, 3, 1, 0]);
  if (groups === 1) return filters as tf.Tensor4D;
  const channels = filters.shape[2]!;
  const parts = tf.split(filters, groups, 3).map((part, g) =>
    tf.pad(part, [
      [0, 0],
      [0, 0],
      [g * channels, (groups - 1 - g) * channels],
      [0, 0],
    ]),
  );
  return tf.concat(parts, 3) as tf.Tensor4D;
}

function conv(call: Call): tf.Tensor {
  const [x, weights] = [call.tensor(0), call.tensor(1)];
  const groups = call.integer('group', 1);
  const [channels, seen] = [x.shape[1]!, weights.shape[1]!];
  if (groups < 1 || x.rank !== weights.rank || channels !== seen * groups || weights.shape[0] % groups !== 0)
    call.fail(
      `has filters [${weights.shape.join(', ')}] in ${groups} groups for images [${x.shape.join(', ')}], which do not fit`,
    );
  const kernel = call.integers('kernel_shape') ?? weights.shape.slice(2);
  if (!tf.util.arraysEqual(kernel, weights.shape.slice(2)))
    call.fail(`has kernel_shape [${kernel.join(', ')}] and filters [${weights.shape.join(', ')}]`);
  const window = windowOf(call, x.shape.slice(2), kernel);
  const { strides, dilations } = window;
  // tfjs has holes or steps, and not both.
  const both = Math.max(...strides) > 1 && Math.max(...dilations) > 1;
  const images = padded(toLast(x), window.margins);
  const filters = filtersOf(weights, groups);
  const dense = tf.conv2d(images, filters, both ? 1 : [...strides], 'valid', 'NHWC', [...dilations]);
  const y = both ? everyFew(dense, strides) : dense;
  return toFirst(call.has(2) ? tf.add(y, call.tensor(2)) : y, x.rank - 2);
}

/** Below every float32. */
const lowest = -3e38;

function poolWindow(call: Call): Window {
  const kernel = call.integers('kernel_shape') ?? call.fail('lacks its kernel_shape');
  const window = windowOf(call, call.tensor(0).shape.slice(2), kernel, call.integer('ceil_mode', 0) !== 0);
  if (window.dilations.some((hole) => hole !== 1)) call.fail('pools with holes; write it without dilations');
  if (window.margins.some((margin, i) => Math.max(...margin) >= window.kernel[i]))
    call.fail('has a margin as wide as its window, in which there would be nothing to pool');
  return window;
}

function maxPool(call: Call): tf.Tensor {
  const x = call.tensor(0);
  const window = poolWindow(call);
  const images = padded(toLast(x), withBeyond(window), lowest);
  return toFirst(tf.maxPool(images, [...window.kernel], [...window.strides], 'valid'), x.rank - 2);
}

/** Means of what is in each window: of the image, and with count_include_pad of the margins too, but never of what is beyond them. */
function averagePool(call: Call): tf.Tensor {
  const x = call.tensor(0);
  const window = poolWindow(call);
  const pool = (values: tf.Tensor4D) => tf.avgPool(values, [...window.kernel], [...window.strides], 'valid');
  const images = toLast(x);
  const means = pool(padded(images, withBeyond(window)));
  const [, height, width] = images.shape;
  const ones = tf.ones<tf.Rank.R4>([1, height, width, 1]);
  const counted = call.integer('count_include_pad', 0) !== 0 ? padded(ones, window.margins, 1) : ones;
  const rest = withBeyond(window).map(([before, after], i): readonly [number, number] =>
    counted === ones ? [before, after] : [0, window.beyond[i]],
  );
  if (rest.flat().every((margin) => margin === 0)) return toFirst(means, x.rank - 2);
  return toFirst(tf.div(means, pool(padded(counted, rest))), x.rank - 2);
}

const sidesOf = (x: tf.Tensor) => x.shape.slice(2).map((_, i) => i + 2);

/** A list of numbers a channel, beside images [n, channels, …sides]. */
const perChannel = (values: tf.Tensor, rank: number): tf.Tensor =>
  tf.reshape(values, [values.size, ...Array<number>(rank - 2).fill(1)]);

function batchNormalization(call: Call): tf.Tensor {
  // Before opset 14 it is the number of outputs that says so.
  const trains =
    call.node.opset < 14
      ? call.node.outputs.slice(1).some((name) => name !== '')
      : call.integer('training_mode', 0) !== 0;
  if (trains)
    call.fail(
      'normalises by the batch, as in training, so that its loss depends on the batches; export the network for inference (model.eval())',
    );
  const x = call.tensor(0);
  const [scale, shift, mean, variance] = [1, 2, 3, 4].map((i) => perChannel(call.tensor(i), x.rank));
  const deviation = tf.sqrt(tf.add(variance, exact(call.float('epsilon', 1e-5))));
  return tf.add(tf.mul(tf.div(tf.sub(x, mean), deviation), scale), shift);
}

/** (x − mean)/√(variance + ε) over some axes. */
export function normalised(x: tf.Tensor, axes: number[], epsilon: number): tf.Tensor {
  const centred = tf.sub(x, tf.mean(x, axes, true));
  return tf.div(centred, tf.sqrt(tf.add(tf.mean(tf.square(centred), axes, true), exact(epsilon))));
}

function groupNormalization(call: Call): tf.Tensor {
  const [x, groups] = [call.tensor(0), call.integer('num_groups', 1)];
  const [n, channels, ...sides] = x.shape;
  if (channels % groups !== 0) call.fail(`has ${channels} channels in ${groups} groups`);
  const grouped = tf.reshape(x, [n, groups, -1]);
  const y = tf.reshape(normalised(grouped, [2], call.float('epsilon', 1e-5)), [n, channels, ...sides]);
  const scaled = (i: number) => {
    const values = call.tensor(i);
    // Until opset 21 there is one number a group.
    if (values.size === channels) return perChannel(values, x.rank);
    const spread = tf.tile(tf.reshape(values, [groups, 1]), [1, channels / groups]);
    return perChannel(tf.reshape(spread, [channels]), x.rank);
  };
  return tf.add(tf.mul(y, scaled(1)), scaled(2));
}

function instanceNormalization(call: Call): tf.Tensor {
  const x = call.tensor(0);
  const y = normalised(x, sidesOf(x), call.float('epsilon', 1e-5));
  return tf.add(tf.mul(y, perChannel(call.tensor(1), x.rank)), perChannel(call.tensor(2), x.rank));
}

export const images: Ops = {
  Conv: (call) => [conv(call)],
  MaxPool: (call) => [maxPool(call)],
  AveragePool: (call) => [averagePool(call)],
  GlobalAveragePool: (call) => [tf.mean(call.tensor(0), sidesOf(call.tensor(0)), true)],
  GlobalMaxPool: (call) => [tf.max(call.tensor(0), sidesOf(call.tensor(0)), true)],
  BatchNormalization: (call) => [batchNormalization(call)],
  GroupNormalization: (call) => [groupNormalization(call)],
  InstanceNormalization: (call) => [instanceNormalization(call)],
};
