import { constructionTrained } from './construction-trained.ts';
import { construction } from './construction.ts';
import { decay } from './decay.ts';
import { detector } from './detector.ts';
import { edge } from './edge.ts';
import type { AnyExperiment } from './experiment.ts';
import { growth } from './growth.ts';
import { growthMatrix } from './growth-matrix.ts';
import { oscillationDirections } from './oscillation-directions.ts';
import { oscillationDoses } from './oscillation-doses.ts';
import { oscillation } from './oscillation.ts';
import { orbits } from './orbits.ts';
import { origin } from './origin.ts';
import { originNetworks } from './origin-networks.ts';
import { parity } from './parity.ts';
import { separateScales } from './separate-scales.ts';
import { valley } from './valley.ts';
import { staircase } from './staircase.ts';
import { sweepCell, sweepSummary, withSweep, type Sweep } from './sweep.ts';

/** An experiment with the module it is defined in, from which its key is made. */
export interface RegisteredExperiment {
  readonly experiment: AnyExperiment;
  readonly file: URL;
}

/** Where the two experiments of a sweep are defined. */
export const sweepFile = new URL('./sweep.ts', import.meta.url);

/** Every experiment of the project, in the order it is shown: the first test of a claim is the one in the ledger. */
export const experiments: readonly RegisteredExperiment[] = [
  { experiment: growth, file: new URL('./growth.ts', import.meta.url) },
  { experiment: growthMatrix, file: new URL('./growth-matrix.ts', import.meta.url) },
  { experiment: separateScales, file: new URL('./separate-scales.ts', import.meta.url) },
  { experiment: detector, file: new URL('./detector.ts', import.meta.url) },
  { experiment: construction, file: new URL('./construction.ts', import.meta.url) },
  { experiment: constructionTrained, file: new URL('./construction-trained.ts', import.meta.url) },
  { experiment: origin, file: new URL('./origin.ts', import.meta.url) },
  { experiment: originNetworks, file: new URL('./origin-networks.ts', import.meta.url) },
  { experiment: parity, file: new URL('./parity.ts', import.meta.url) },
  { experiment: edge, file: new URL('./edge.ts', import.meta.url) },
  { experiment: oscillation, file: new URL('./oscillation.ts', import.meta.url) },
  { experiment: oscillationDoses, file: new URL('./oscillation-doses.ts', import.meta.url) },
  { experiment: oscillationDirections, file: new URL('./oscillation-directions.ts', import.meta.url) },
  { experiment: orbits, file: new URL('./orbits.ts', import.meta.url) },
  { experiment: valley, file: new URL('./valley.ts', import.meta.url) },
  { experiment: decay, file: new URL('./decay.ts', import.meta.url) },
  { experiment: staircase, file: new URL('./staircase.ts', import.meta.url) },
  { experiment: sweepCell, file: sweepFile },
  { experiment: sweepSummary, file: sweepFile },
];

/** Every experiment, and those of a sweep with the tasks of its file. */
export function experimentsWith(sweep: Sweep | null): readonly RegisteredExperiment[] {
  if (sweep === null) return experiments;
  const { cell, summary } = withSweep(sweep);
  const others = experiments.filter(({ file }) => file !== sweepFile);
  return [...others, { experiment: cell, file: sweepFile }, { experiment: summary, file: sweepFile }];
}
