import type { ImageSource } from '../data/image-source.ts';
import type { Backend } from '../engine/engine.ts';
import type { Task, TaskPlan } from './task.ts';

/** What the command line of a run asked for besides its profile and backend. */
export interface Asked extends Pick<TaskPlan, 'seeds' | 'firstSeed'> {
  readonly dataset?: ImageSource;
}

/** The command that makes just this artifact again; what it starts from is reused. */
export function rerunCommand(
  { id, profile }: Pick<Task, 'id' | 'profile'>,
  { backendName, seeds, firstSeed, dataset }: Asked & { readonly backendName: Backend['name'] },
): string {
  const options = [
    `--profile ${profile}`,
    `--backend ${backendName}`,
    ...(seeds === undefined ? [] : [`--seeds ${seeds}`]),
    ...(firstSeed === undefined ? [] : [`--first-seed ${firstSeed}`]),
    ...(dataset === undefined ? [] : [`--dataset ${dataset}`]),
    '--force',
  ];
  return `npm run experiments -- ${id} ${options.join(' ')}`;
}
