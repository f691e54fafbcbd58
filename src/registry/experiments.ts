import { construction, constructionTrained } from '../studies/construction/experiment.ts';
import { decay } from '../studies/decay/experiment.ts';
import { detector } from '../studies/detector/experiment.ts';
import { edge } from '../studies/edge/run.ts';
import type { AnyExperiment } from '../claims/experiment.ts';
import { growth, growthMatrix } from '../studies/growth/experiment.ts';
import { oscillationDirections } from '../studies/oscillation/directions-run.ts';
import { oscillationDoses } from '../studies/oscillation/doses-run.ts';
import { oscillation } from '../studies/oscillation/run.ts';
import { orbits } from '../studies/orbits/experiment.ts';
import { origin, originNetworks, parity } from '../studies/origin/experiment.ts';
import { separateScales } from '../studies/separate-scales/experiment.ts';
import { valley } from '../studies/valley/experiment.ts';
import { staircase } from '../studies/staircase/experiment.ts';
import { sweepCell, sweepSummary, withSweep } from '../studies/sweep/experiment.ts';
import type { Sweep } from '../studies/sweep/schema.ts';

/** An experiment with the module it is defined in, from which its key is made. */
export interface RegisteredExperiment {
  readonly experiment: AnyExperiment;
  readonly file: URL;
}

/** Where the two experiments of a sweep are defined. */
export const sweepFile = new URL('../studies/sweep/experiment.ts', import.meta.url);

/** Every experiment of the project, in the order it is shown: the first test of a claim is the one in the ledger. */
export const experiments: readonly RegisteredExperiment[] = [
  { experiment: growth, file: new URL('../studies/growth/experiment.ts', import.meta.url) },
  { experiment: growthMatrix, file: new URL('../studies/growth/experiment.ts', import.meta.url) },
  { experiment: separateScales, file: new URL('../studies/separate-scales/experiment.ts', import.meta.url) },
  { experiment: detector, file: new URL('../studies/detector/experiment.ts', import.meta.url) },
  { experiment: construction, file: new URL('../studies/construction/experiment.ts', import.meta.url) },
  {
    experiment: constructionTrained,
    file: new URL('../studies/construction/experiment.ts', import.meta.url),
  },
  { experiment: origin, file: new URL('../studies/origin/experiment.ts', import.meta.url) },
  { experiment: originNetworks, file: new URL('../studies/origin/experiment.ts', import.meta.url) },
  { experiment: parity, file: new URL('../studies/origin/experiment.ts', import.meta.url) },
  { experiment: edge, file: new URL('../studies/edge/run.ts', import.meta.url) },
  { experiment: oscillation, file: new URL('../studies/oscillation/run.ts', import.meta.url) },
  { experiment: oscillationDoses, file: new URL('../studies/oscillation/doses-run.ts', import.meta.url) },
  {
    experiment: oscillationDirections,
    file: new URL('../studies/oscillation/directions-run.ts', import.meta.url),
  },
  { experiment: orbits, file: new URL('../studies/orbits/experiment.ts', import.meta.url) },
  { experiment: valley, file: new URL('../studies/valley/experiment.ts', import.meta.url) },
  { experiment: decay, file: new URL('../studies/decay/experiment.ts', import.meta.url) },
  { experiment: staircase, file: new URL('../studies/staircase/experiment.ts', import.meta.url) },
  { experiment: sweepCell, file: sweepFile },
  { experiment: sweepSummary, file: sweepFile },
];

/** Every experiment, and those of a sweep with the tasks of its file. */
export function experimentsWith(sweep: Sweep | null): readonly RegisteredExperiment[] {
  if (sweep === null) return experiments;
  const others = experiments.filter(({ file }) => file !== sweepFile);
  return [...others, ...withSweep(sweep).map((experiment) => ({ experiment, file: sweepFile }))];
}
