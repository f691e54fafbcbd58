import { z } from 'zod';
import type { Dataset } from '../data/dataset.ts';
import { imageSources, loadImages, type ImageSource } from '../data/image-source.ts';
import { normKinds, withNorms } from '../data/sample-norms.ts';

/** The images an experiment trains on. */
export const imageParameters = z.strictObject({
  source: z.enum(imageSources),
  /** Over the files of a source in the user's folder, so that other files make another key; null for our own sources. */
  sha256: z.string().nullable(),
  samples: z.int().positive(),
  /** Standard deviation of the inputs. */
  scale: z.number().positive(),
  norms: z.enum(normKinds),
});

export type ImageParameters = z.output<typeof imageParameters>;

/** MNIST at the scale of the design's base network. */
export const mnistDigits: ImageParameters = {
  source: 'mnist',
  sha256: null,
  samples: 500,
  scale: 0.25,
  norms: 'natural',
};

/** The samples of one seed. */
export async function trainingImages(
  { source, samples, scale, norms }: ImageParameters,
  seed: number,
): Promise<Dataset> {
  return withNorms(await loadImages(source, { n: samples, seed, scale }), norms, seed);
}

/** What `--dataset` does: the same parameters on images of another source; parameters without images stay. */
export function onImages<P>(parameters: P, source: ImageSource, sha256: string | null): P {
  const { images } = parameters as { images?: ImageParameters };
  return images === undefined ? parameters : { ...parameters, images: { ...images, source, sha256 } };
}
