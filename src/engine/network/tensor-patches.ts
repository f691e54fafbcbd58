import * as tf from '@tensorflow/tfjs';
import { patchSize, type Patches } from '../../math/patches.ts';

/** Which patch entries each pixel is part of, [pixels, uses], filled up with `none`; the transpose of `sources`. */
function usesOf({ pixels, sources }: Patches, none: number): { uses: number; entries: Int32Array } {
  const lists = Array.from({ length: pixels }, (): number[] => []);
  sources.forEach((pixel, entry) => lists[pixel]?.push(entry));
  const uses = Math.max(...lists.map(({ length }) => length));
  const entries = lists.flatMap((list) => [...list, ...Array<number>(uses - list.length).fill(none)]);
  return { uses, entries: Int32Array.from(entries) };
}

/** Rows of `images` [n, places, channels] by index; one more place, of zeros, stands for what is outside. */
function gatherWithZero(images: tf.Tensor, indices: Int32Array): tf.Tensor {
  const [n, , channels] = images.shape;
  const padded = tf.concat([images, tf.zeros([n, 1, channels])], 1);
  return tf.gather(padded, tf.tensor1d(indices, 'int32'), 1);
}

/** Patches [n · positions, 9 · channels] of images [n, pixels · channels]: a convolution as a matrix product. */
export function gatherPatches(images: tf.Tensor, n: number, patches: Patches): tf.Tensor {
  const { pixels, channels, positions, sources } = patches;
  const indices = sources.map((pixel) => (pixel < 0 ? pixels : pixel));
  const gathered = gatherWithZero(tf.reshape(images, [n, pixels, channels]), indices);
  return tf.reshape(gathered, [n * positions, patchSize * channels]);
}

/** The transpose of `gatherPatches`: each pixel is the sum of the patch entries that it is part of. */
export function scatterPatches(rows: tf.Tensor, n: number, patches: Patches): tf.Tensor {
  const { pixels, channels, sources } = patches;
  const { uses, entries } = usesOf(patches, sources.length);
  const gathered = gatherWithZero(tf.reshape(rows, [n, sources.length, channels]), entries);
  const summed = tf.sum(tf.reshape(gathered, [n, pixels, uses, channels]), 2);
  return tf.reshape(summed, [n, pixels * channels]);
}
