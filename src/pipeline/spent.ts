import type { Checkpoint } from '../experiments/experiment.ts';
import { noWork, type Work } from './work.ts';

/** What a task has cost so far, over all the times that it was interrupted. */
export interface Spent {
  readonly seconds: number;
  readonly work: Work;
  /** How often it went on from a checkpoint. */
  readonly resumptions: number;
}

/** Experiments choose no names that begin with a dot. */
const name = '.spent';

/** What the interrupted attempts at a task have cost up to their last checkpoint. */
export function spentBefore(checkpoint: Checkpoint): Spent {
  const before = checkpoint.load<Spent>(name);
  return before
    ? { ...before, resumptions: before.resumptions + 1 }
    : { seconds: 0, work: noWork, resumptions: 0 };
}

/** The checkpoint of a task, which keeps the account with everything it saves. */
export function accounted(checkpoint: Checkpoint, spent: () => Spent): Checkpoint {
  return {
    load: (key) => checkpoint.load(key),
    save: (key, value) => {
      checkpoint.save(key, value);
      checkpoint.save(name, spent());
    },
  };
}
