import { z } from 'zod';
import type { Dataset } from '../data/dataset.ts';
import { folderChecksum, imageSources, loadImages } from '../data/image-source.ts';
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

/** The images of the networks that most studies train. */
export const mnistDigits: ImageParameters = {
  source: 'mnist',
  sha256: null,
  samples: 500,
  scale: 0.25,
  norms: 'natural',
};

/**
 * The samples of one seed.
 * @throws Error where the files of the user's folder are not those that the parameters name
 */
export async function trainingImages(
  { source, sha256, samples, scale, norms }: ImageParameters,
  seed: number,
): Promise<Dataset> {
  const found = await folderChecksum(source);
  if (found !== sha256)
    throw new Error(
      `${source}: the files have checksum ${found}, the run was planned for ${sha256}; plan it again`,
    );
  return withNorms(await loadImages(source, { n: samples, seed, scale }), norms, seed);
}
