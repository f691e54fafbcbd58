import { atMost } from './at-most.ts';
import { whyAbsent } from './latest.ts';
import { entriesAtATime, type Entry, type Store } from './store.ts';
import type { Task } from './task.ts';

/** What is to be done about a task, and why. */
export interface Decision {
  readonly task: Task;
  readonly cause: 'present' | 'absent' | 'forced' | 'damaged';
  readonly reason: string;
  /** The stored result, where it is used again. */
  readonly entry?: Entry;
}

/** Looks into the store for each task and says in words why it would run or be reused. */
export async function decide(
  tasks: readonly Task[],
  store: Store,
  cache: string,
  /** Tasks to run again in any case. */
  forced: (task: Task) => boolean,
): Promise<Decision[]> {
  return atMost(entriesAtATime, tasks, async (task): Promise<Decision> => {
    const found = await store.read(task.key);
    if (found.state === 'damaged')
      return { task, cause: 'damaged', reason: `its cache entry is damaged: ${found.reason}` };
    if (found.state === 'absent') return { task, cause: 'absent', reason: await whyAbsent(cache, task) };
    if (forced(task)) return { task, cause: 'forced', reason: 'a new run is forced' };
    return { task, cause: 'present', reason: 'nothing it depends on has changed', entry: found.entry };
  });
}
