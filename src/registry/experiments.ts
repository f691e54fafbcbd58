import type { AnyExperiment } from '../claims/experiment.ts';
import { experiments as construction } from '../studies/construction/experiment.ts';
import { experiments as decay } from '../studies/decay/experiment.ts';
import { experiments as detector } from '../studies/detector/experiment.ts';
import { experiments as edge } from '../studies/edge/experiment.ts';
import { experiments as growth } from '../studies/growth/experiment.ts';
import { experiments as orbits } from '../studies/orbits/experiment.ts';
import { experiments as origin } from '../studies/origin/experiment.ts';
import { experiments as oscillation } from '../studies/oscillation/experiment.ts';
import { experiments as separateScales } from '../studies/separate-scales/experiment.ts';
import { experiments as staircase } from '../studies/staircase/experiment.ts';
import { experiments as sweep, withSweep } from '../studies/sweep/experiment.ts';
import type { Sweep } from '../studies/sweep/schema.ts';
import { experiments as valley } from '../studies/valley/experiment.ts';

/** An experiment with the module it is defined in, from which its key is made. */
export interface RegisteredExperiment {
  readonly experiment: AnyExperiment;
  readonly file: URL;
}

/** The studies by their folder, in the order in which they are shown: a claim's first test is the one in the ledger. */
const studies = {
  growth,
  'separate-scales': separateScales,
  detector,
  construction,
  origin,
  edge,
  oscillation,
  orbits,
  valley,
  decay,
  staircase,
  sweep,
};

/** Their folders, in that order. */
export const studyFolders: readonly string[] = Object.keys(studies);

const here = import.meta.url;

const registered = (all: Readonly<Record<string, readonly AnyExperiment[]>>): RegisteredExperiment[] =>
  Object.entries(all).flatMap(([study, own]) => {
    const file = new URL(`../studies/${study}/experiment.ts`, here);
    return own.map((experiment) => ({ experiment, file }));
  });

/** Every experiment of the project, in the order it is shown. */
export const experiments: readonly RegisteredExperiment[] = registered(studies);

/** Every experiment, and those of a sweep with the tasks of its file. */
export const experimentsWith = (own: Sweep | null): readonly RegisteredExperiment[] =>
  own === null ? experiments : registered({ ...studies, sweep: withSweep(own) });

/** Whether an experiment gets its tasks from a sweep's file. */
export const isOfSweep = ({ experiment }: Pick<RegisteredExperiment, 'experiment'>): boolean =>
  sweep.some(({ id }) => id === experiment.id);
