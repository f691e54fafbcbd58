import type { Checkpoint } from '../claims/experiment.ts';
import { combined, noWork, type Account, type Work } from './work.ts';

/** What a task has taken so far, over all the times that it was interrupted. */
export interface Spent {
  readonly seconds: number;
  /** How often it went on from a checkpoint. */
  readonly resumptions: number;
}

/** Experiments choose no names that begin with a dot. */
const name = '.spent';

/** What the interrupted attempts at a task have taken up to their last checkpoint. */
export function spentBefore(checkpoint: Checkpoint): Spent {
  const before = checkpoint.load<Spent>(name);
  return before
    ? { seconds: before.seconds, resumptions: before.resumptions + 1 }
    : { seconds: 0, resumptions: 0 };
}

/** What is kept under a name: a value with the work that went into it. */
interface Kept {
  readonly value: unknown;
  readonly work: Work;
}

const isKept = (content: unknown): content is Kept =>
  typeof content === 'object' && content !== null && 'value' in content && 'work' in content;

/**
 * The checkpoint of a task, which keeps with each value the work that went into it, so that a task counts the same
 * however often it was interrupted: what is loaded counts as that work, what was not kept when it is done again. An
 * experiment asks for a name before it works on it.
 */
export function accounted(checkpoint: Checkpoint, account: Account, spent: () => Spent): Checkpoint {
  /** For each name asked for, the work kept with it and what the account said then. */
  const asked = new Map<string, { readonly kept: Work; readonly account: Work }>();
  return {
    load<T>(key: string): T | null {
      const content = checkpoint.load(key);
      const kept = isKept(content) ? content : null;
      if (!asked.has(key)) {
        if (kept) account.add(kept.work);
        asked.set(key, { kept: kept?.work ?? noWork, account: account.done() });
      }
      return kept && (kept.value as T);
    },
    save(key, value) {
      const before = asked.get(key) ?? { kept: noWork, account: noWork };
      const since = combined(account.done(), -1, before.account);
      checkpoint.save(key, { value, work: combined(before.kept, 1, since) } satisfies Kept);
      checkpoint.save(name, spent());
    },
  };
}
