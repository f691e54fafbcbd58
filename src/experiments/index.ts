import type { AnyExperiment } from './experiment.ts';
import { growth } from './growth.ts';

/** An experiment with the module it is defined in, from which its key is made. */
export interface RegisteredExperiment {
  readonly experiment: AnyExperiment;
  readonly file: URL;
}

/** Every experiment of the project, in the order it is shown. */
export const experiments: readonly RegisteredExperiment[] = [
  { experiment: growth, file: new URL('./growth.ts', import.meta.url) },
];
