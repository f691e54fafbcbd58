import type { Backend } from '../engine/engine.ts';
import type { Task } from './task.ts';

/** The command that makes just this artifact again; what it starts from is reused. */
export function rerunCommand(
  { id, profile }: Pick<Task, 'id' | 'profile'>,
  { backendName, seeds }: { readonly backendName: Backend['name']; readonly seeds?: number },
): string {
  const options = [
    `--profile ${profile}`,
    `--backend ${backendName}`,
    ...(seeds === undefined ? [] : [`--seeds ${seeds}`]),
    '--force',
  ];
  return `npm run experiments -- ${id} ${options.join(' ')}`;
}
