import { folderChecksum, imageCount, type ImageSource } from '../data/image-source.ts';
import type { ImageParameters } from '../measure/image-data.ts';
import { experimentsWith, isOfSweep, type RegisteredExperiment } from './experiments.ts';
import type { Sweep } from '../studies/sweep/schema.ts';

/** What the experiments of a run are. */
export interface Registration {
  /** A grid that is run as well. */
  readonly sweep: Sweep | null;
  /** Images for every experiment in place of its own; a sweep names its images itself. */
  readonly dataset: ImageSource | null;
}

interface ChosenImages {
  readonly source: ImageSource;
  readonly sha256: string | null;
  readonly available: number;
}

const chosen = async (source: ImageSource): Promise<ChosenImages> => ({
  source,
  sha256: await folderChecksum(source),
  available: await imageCount(source),
});

/** The same parameters on other images, as many as there are; parameters without images stay. */
export function onImages<P>(parameters: P, choose: (own: ImageSource) => ChosenImages | undefined): P {
  const { images } = parameters as { images?: ImageParameters };
  const other = images && choose(images.source);
  if (!other) return parameters;
  const { source, sha256, available } = other;
  const samples = Math.min(images.samples, available);
  return { ...parameters, images: { ...images, source, sha256, samples } };
}

function mapped(
  { experiment, file }: RegisteredExperiment,
  choose: (own: ImageSource) => ChosenImages | undefined,
): RegisteredExperiment {
  const variants: typeof experiment.variants = (profile) =>
    Object.fromEntries(
      Object.entries(experiment.variants(profile)).map(([name, { parameters, seeds }]) => [
        name,
        { parameters: onImages(parameters, choose), seeds },
      ]),
    );
  return { file, experiment: { ...experiment, variants } };
}

/**
 * Every experiment of a run; the files of images in the user's folder become part of their parameters.
 * @throws Error where such a file is missing or malformed
 */
export async function experimentsOf({
  sweep,
  dataset,
}: Registration): Promise<readonly RegisteredExperiment[]> {
  const everywhere = dataset === null ? undefined : await chosen(dataset);
  const ofSweep = new Map<ImageSource, ChosenImages>();
  for (const source of sweep?.dataset ?? []) ofSweep.set(source, await chosen(source));
  return experimentsWith(sweep).map((one) =>
    mapped(one, isOfSweep(one) ? (own) => ofSweep.get(own) : () => everywhere),
  );
}
