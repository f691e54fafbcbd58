import { imageNames, imageNouns } from '../data/image-source.ts';
import { imageParameters } from '../measure/image-data.ts';
import { experiments } from '../registry/experiments.ts';
import type { Markup } from '../figures/markup.ts';
import { buildInfo } from './results.ts';

/** What every network experiment of this build ran on in place of its own images, in a sentence; empty for its own. */
export function chosenImagesFinding(): Markup {
  const { dataset } = buildInfo();
  return dataset === null
    ? ''
    : `In this build every network experiment ran on ${imageNames[dataset]} in place of its own.`;
}

/** What the networks of this build were trained on: `150 to 2,000 handwritten digits`. */
export function trainedOn(): string {
  const { dataset, profile } = buildInfo();
  const samples = experiments.flatMap(({ experiment }) =>
    Object.values(experiment.variants(profile)).flatMap(
      ({ parameters: { images } }) => imageParameters.safeParse(images).data?.samples ?? [],
    ),
  );
  const [fewest, most] = [Math.min(...samples), Math.max(...samples)].map((count) =>
    count.toLocaleString('en-GB'),
  );
  const what =
    dataset === null || imageNouns[dataset] === 'digits' ? 'handwritten digits' : imageNames[dataset];
  return `${fewest} to ${most} ${what}`;
}
