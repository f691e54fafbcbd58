import * as tf from '@tensorflow/tfjs';
import { exact } from '../../../compile/exact.ts';
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
}

const pair = (list: readonly number[] | undefined, fallback: number): readonly [number, number] => {
  if (!list || list.length === 0) return [fallback, fallback];
  return list.length === 1 ? [1, list[0]] : [list[0], list[1]];
};

function windowOf(call: Call, sides: readonly number[], kernel: readonly number[]): Window {
  const count = sides.length;
  if (count > 2 || count < 1) call.fail(`has ${count} sides; networks of images with 1 or 2 can be read`);
  const list = (name: string) => call.integers(name) ?? Array<number>(count).fill(1);
  const [strides, dilations] = [list('strides'), list('dilations')];
  const reach = kernel.map((size, i) => (size - 1) * dilations[i] + 1);
  const pads = call.integers('pads') ?? Array<number>(2 * count).fill(0);
  const auto = call.text('auto_pad', 'NOTSET');
  const margins = kernel.map((_, i): [number, number] => {
    if (auto === 'VALID') return [0, 0];
    if (auto === 'NOTSET') return [pads[i], pads[i + count]];
    const whole = Math.max(0, (Math.ceil(sides[i] / strides[i]) - 1) * strides[i] + reach[i] - sides[i]);
    const less = Math.floor(whole / 2);
    return auto === 'SAME_UPPER' ? [less, whole - less] : [whole - less, less];
  });
  if (margins.flat().some((margin) => !(margin >= 0))) call.fail('has margins below 0');
  if (call.integer('ceil_mode', 0) === 1)
    margins.forEach((margin, i) => {
      const rest = (sides[i] + margin[0] + margin[1] - reach[i]) % strides[i];
      if (rest !== 0) margin[1] += strides[i] - rest;
    });
  return {
    kernel: pair(kernel, 1),
    strides: pair(strides, 1),
    dilations: pair(dilations, 1),
    margins: count === 1 ? [[0, 0], margins[0]] : margins,
  };
}

const padded = (x: tf.Tensor, { margins }: Window, value = 0): tf.Tensor4D =>
  (margins.flat().every((margin) => margin === 0)
    ? x
    : tf.pad(
        x,
        [[0, 0], ...margins.map(([a, b]): [number, number] => [a, b]), [0, 0]],
        value,
      )) as tf.Tensor4D;

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
  if (x.rank !== weights.rank || channels !== seen * groups || weights.shape[0] % groups !== 0)
    call.fail(
      `has filters [${weights.shape.join(', ')}] in ${groups} groups for images [${x.shape.join(', ')}], which do not fit`,
    );
  const window = windowOf(call, x.shape.slice(2), weights.shape.slice(2));
  const y = tf.conv2d(
    padded(toLast(x), window),
    filtersOf(weights, groups),
    [...window.strides],
    'valid',
    'NHWC',
    [...window.dilations],
  );
  return toFirst(call.has(2) ? tf.add(y, call.tensor(2)) : y, x.rank - 2);
}

/** Below every float32. */
const lowest = -3e38;

function maxPool(call: Call): tf.Tensor {
  const x = call.tensor(0);
  const window = windowOf(call, x.shape.slice(2), call.integers('kernel_shape') ?? []);
  if (window.dilations.some((hole) => hole !== 1)) call.fail('pools with holes; write it without dilations');
  const pooled = tf.maxPool(
    padded(toLast(x), window, lowest),
    [...window.kernel],
    [...window.strides],
    'valid',
  );
  return toFirst(pooled, x.rank - 2);
}

function averagePool(call: Call): tf.Tensor {
  const x = call.tensor(0);
  const window = windowOf(call, x.shape.slice(2), call.integers('kernel_shape') ?? []);
  if (window.dilations.some((hole) => hole !== 1)) call.fail('pools with holes; write it without dilations');
  const pool = (values: tf.Tensor4D) => tf.avgPool(values, [...window.kernel], [...window.strides], 'valid');
  const images = toLast(x);
  const means = pool(padded(images, window));
  const isPadded = window.margins.flat().some((margin) => margin > 0);
  if (!isPadded || call.integer('count_include_pad', 0) === 1) return toFirst(means, x.rank - 2);
  const [, height, width] = images.shape;
  const inside = pool(padded(tf.ones([1, height, width, 1]), window));
  return toFirst(tf.div(means, inside), x.rank - 2);
}

const sidesOf = (x: tf.Tensor) => x.shape.slice(2).map((_, i) => i + 2);

/** A list of numbers a channel, beside images [n, channels, …sides]. */
const perChannel = (values: tf.Tensor, rank: number): tf.Tensor =>
  tf.reshape(values, [values.size, ...Array<number>(rank - 2).fill(1)]);

function batchNormalization(call: Call): tf.Tensor {
  if (call.integer('training_mode', 0) === 1)
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
