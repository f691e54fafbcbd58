import type { Node } from '../../graph/value.ts';
import type { PlainNumbers } from '../numbers.ts';
import type { Kernel, Kernels } from './kernel.ts';
import { eachEntry, windowsOf, type Windows } from './windows.ts';

const windows = (one: Node, images: readonly number[], places: readonly number[]) =>
  windowsOf(one, images, (one.attributes.ksize.value as readonly number[]).slice(1, 3), places);

/** The pixel whose number is the greatest of each place and channel, the first one among equals. */
function greatest(given: Windows, x: PlainNumbers): Int32Array {
  const { n, rows, columns, channels } = given;
  const taken = new Int32Array(n * rows * columns * channels).fill(-1);
  eachEntry(given, (place, _entry, pixel) => {
    for (let q = 0; q < channels; q++) {
      const [at, from] = [place * channels + q, pixel * channels + q];
      if (taken[at] < 0 || x[from] > x[taken[at]]) taken[at] = from;
    }
  });
  return taken;
}

/** Pixels in each window: those of the margins do not count. */
function counts(given: Windows): Int32Array {
  const inside = new Int32Array(given.n * given.rows * given.columns);
  eachEntry(given, (place) => inside[place]++);
  return inside;
}

const max: Kernel = (one) => {
  const given = windows(one, one.inputs[0].shape, one.outputs[0].shape);
  return ([x], [y]) => greatest(given, x).forEach((from, at) => (y[at] = x[from]));
};

const maxGrad: Kernel = (one) => {
  const given = windows(one, one.inputs[0].shape, one.inputs[1].shape);
  return ([x, , g], [rate]) => {
    rate.fill(0);
    greatest(given, x).forEach((to, at) => (rate[to] += g[at]));
  };
};

const maxGradGrad: Kernel = (one) => {
  const given = windows(one, one.inputs[0].shape, one.inputs[1].shape);
  return ([x, , rate], [y]) => greatest(given, x).forEach((from, at) => (y[at] = rate[from]));
};

const mean: Kernel = (one) => {
  const given = windows(one, one.inputs[0].shape, one.outputs[0].shape);
  const { channels } = given;
  return ([x], [y]) => {
    const inside = counts(given);
    y.fill(0);
    eachEntry(given, (place, _entry, pixel) => {
      for (let q = 0; q < channels; q++) y[place * channels + q] += x[pixel * channels + q];
    });
    for (let i = 0; i < y.length; i++) y[i] /= inside[Math.floor(i / channels)];
  };
};

const meanGrad: Kernel = (one) => {
  const given = windows(one, one.outputs[0].shape, one.inputs[1].shape);
  const { channels } = given;
  return ([, g], [rate]) => {
    const inside = counts(given);
    rate.fill(0);
    eachEntry(given, (place, _entry, pixel) => {
      for (let q = 0; q < channels; q++)
        rate[pixel * channels + q] += g[place * channels + q] / inside[place];
    });
  };
};

/** Pooling, and what takes a rate through it. */
export const pooling: Kernels = {
  MaxPool: max,
  MaxPoolGrad: maxGrad,
  MaxPoolGradGrad: maxGradGrad,
  AvgPool: mean,
  AvgPoolGrad: meanGrad,
};
