import { z } from 'zod';
import {
  imageNames,
  imageNouns,
  imageSources,
  sourceOfDataset,
  type ImageSource,
} from '../data/image-source.ts';
import type { Envelope } from '../claims/envelope.ts';

interface Run {
  readonly output: { readonly model?: { readonly dataset: string } };
}

/** What judges call the samples of their runs: `digits` where all were drawn from digits, else `images`. */
export const nounOf = (runs: readonly Run[]): 'digits' | 'images' =>
  runs.every(({ output: { model } }) => {
    const source = sourceOfDataset(model?.dataset ?? '');
    return source === null || imageNouns[source] === 'digits';
  })
    ? 'digits'
    : 'images';

/** What texts call the images that runs were trained on. */
export interface ImageWords {
  /** `MNIST digits` */
  readonly name: string;
  /** `digits`, once it is said which. */
  readonly noun: string;
  /** What a network of two classes tells apart by the parity of the label. */
  readonly parity: string;
}

const trained = z.object({ images: z.object({ source: z.enum(imageSources) }) });

const sourceIn = ({ parameters }: Pick<Envelope, 'parameters'>): ImageSource | undefined =>
  trained.safeParse(parameters).data?.images.source;

/**
 * The words for the images of some runs, or of a build without such runs.
 * @param chosen what `--dataset` named for the build; null where every experiment has its own images
 */
export function imagesOf(
  runs: readonly Pick<Envelope, 'parameters'>[],
  chosen: ImageSource | null = null,
): ImageWords {
  const [source = chosen ?? 'mnist'] = runs.flatMap((run) => sourceIn(run) ?? []);
  const noun = imageNouns[source];
  return {
    name: imageNames[source],
    noun,
    parity:
      noun === 'digits' ? 'odd digits from even ones' : `${noun} of odd classes from those of even ones`,
  };
}
