import { z } from 'zod';
import { imageNames, imageSources } from '../data/image-source.ts';

/** What a run covered besides its profile and backend: whose images, which seeds, which experiments. */
export const scopeSchema = z.object({
  /** The images that every network experiment ran on in place of its own; null for its own. */
  dataset: z.enum(imageSources).nullable(),
  /** How many seeds each variant had in place of its own; null for its own. */
  seeds: z.int().positive().nullable(),
  /** The seed that all were counted from. */
  firstSeed: z.int().nonnegative(),
  /** Experiments that ran as a whole: each variant with each seed. */
  experiments: z.array(z.string()).readonly(),
  /** Experiments of which a run is missing or has failed. */
  incomplete: z.array(z.string()).readonly(),
});

export type Scope = z.output<typeof scopeSchema>;

/** Whose images, as the head of results says it. */
export const imagesInWords = ({ dataset }: Pick<Scope, 'dataset'>): string =>
  dataset === null ? 'each experiment’s own images' : imageNames[dataset];

/** Which seeds, as the head of results says it. */
export function seedsInWords({ seeds, firstSeed }: Pick<Scope, 'seeds' | 'firstSeed'>): string {
  if (seeds === 1) return `seed ${firstSeed}`;
  if (seeds === 2) return `seeds ${firstSeed} and ${firstSeed + 1}`;
  if (seeds !== null) return `seeds ${firstSeed} to ${firstSeed + seeds - 1}`;
  return firstSeed === 0
    ? 'each experiment’s own seeds'
    : `as many as each experiment has, from ${firstSeed} on`;
}

/** Which experiments, as the head of results says it: by those that are whole or by those that are not, whichever are fewer. */
export function experimentsInWords({ experiments, incomplete }: Scope): string {
  const all = experiments.length + incomplete.length;
  if (incomplete.length === 0) return `all ${all} experiments`;
  if (experiments.length === 0) return `none of ${all} experiments as a whole`;
  return experiments.length < incomplete.length
    ? `${experiments.length} of ${all} experiments, only ${experiments.join(', ')}`
    : `${experiments.length} of ${all} experiments, without ${incomplete.join(', ')}`;
}
