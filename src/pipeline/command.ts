import type { ImageSource } from '../data/image-source.ts';
import type { Backend } from '../engine/engine.ts';
import type { Task, TaskPlan } from './task.ts';

/** What the command line of a run asked for besides its profile and backend. */
export interface Asked extends Pick<TaskPlan, 'seeds' | 'firstSeed'> {
  readonly dataset?: ImageSource;
  /** The user's folder of images, as it was named; only where a run reads it. */
  readonly dataFolder?: string;
  /** The file of a grid of networks, as it was named. */
  readonly sweepFile?: string;
}

interface Run extends Asked, Pick<TaskPlan, 'profile'> {
  readonly backendName: Backend['name'];
}

/** A word as a shell reads it back. */
export const quoted = (word: string): string =>
  /^[\w./:@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;

const option = (name: string, value: string | number | undefined): string[] =>
  value === undefined ? [] : [`--${name} ${quoted(String(value))}`];

/** The options that make a run what it was; the profile and the backend may be left to the defaults. */
export const askedOptions = ({ seeds, firstSeed, dataset, dataFolder, sweepFile }: Asked): string[] => [
  ...option('seeds', seeds),
  ...option('first-seed', firstSeed),
  ...option('dataset', dataset),
  ...option('data-dir', dataFolder),
  ...option('sweep', sweepFile),
];

/** All options of a run. */
export const optionsOf = ({ profile, backendName, ...asked }: Run): string[] => [
  `--profile ${profile}`,
  `--backend ${backendName}`,
  ...askedOptions(asked),
];

/** The command that makes just this artifact again; what it starts from is reused. */
export const rerunCommand = (
  { id, profile }: Pick<Task, 'id' | 'profile'>,
  run: Omit<Run, 'profile'>,
): string => ['npm run experiments --', id, ...optionsOf({ ...run, profile }), '--force'].join(' ');
