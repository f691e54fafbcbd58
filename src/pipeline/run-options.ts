import type { Backend } from '../engine/engine.ts';
import type { Profile } from '../claims/experiment.ts';
import type { RegisteredExperiment } from '../registry/experiments.ts';
import type { Sweep } from '../studies/sweep/schema.ts';
import type { Asked } from './command.ts';
import { given } from './given.ts';

export interface RunOptions extends Asked {
  readonly registered: readonly RegisteredExperiment[];
  /** Where workers find them and their engine; the project's own by default. */
  readonly registry?: URL;
  readonly cache: string;
  readonly profile: Profile;
  readonly backendName: Backend['name'];
  readonly workers: number;
  /** Names of experiments or artifacts; only these and what they need are run. Everything where there are none. */
  readonly names: readonly string[];
  /** Runs every task again, whatever the store holds. */
  readonly force: boolean;
  /** Address of the Redis whose workers compute the tasks; without it, workers of this machine do. */
  readonly queue?: string;
  /** The grid whose tasks are among the registered ones. */
  readonly sweep?: Sweep;
  readonly say: (line: string) => void;
}

/** The parts of a run's options that are there. */
export const asked = ({ seeds, firstSeed, dataset, dataFolder, sweepFile }: RunOptions): Asked =>
  given({ seeds, firstSeed, dataset, dataFolder, sweepFile });
