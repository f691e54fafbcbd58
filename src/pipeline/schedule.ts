/** How a task ended. `crashed` means that its process died, which another attempt may survive. */
export type Ending =
  | { readonly type: 'done' }
  | { readonly type: 'failed'; readonly reason: string; readonly crashed?: boolean };

/** What the scheduler needs to know of a task. */
export interface Schedulable {
  readonly id: string;
  readonly key: string;
  readonly inputs: readonly string[];
}

export interface ScheduleOptions<T extends Schedulable> {
  readonly concurrency: number;
  /** Seconds a task is expected to take; the longest is started first. */
  readonly expected: (task: T) => number;
  /** Whether one task goes faster in the process that has just run the other; by default none does. */
  readonly alike?: (one: T, other: T) => boolean;
  /** Takes the task for this process; false where another one works on it. */
  readonly claim: (task: T) => boolean;
  readonly release: (task: T) => void;
  /** Whether its result is stored, perhaps by another process. */
  readonly isStored: (task: T) => Promise<boolean>;
  readonly execute: (task: T) => Promise<Ending>;
  readonly ended: (task: T, ending: Ending) => void;
  /** Attempts at a task whose process dies. */
  readonly attempts?: number;
  /** Pause before asking again for what another process works on; milliseconds. */
  readonly patience?: number;
}

/**
 * Runs every task once: inputs before what needs them, the longest first but those that are alike behind one another,
 * each in one process only even where several share a cache. A failure is passed on to what needs the task and stops
 * nothing else.
 */
export async function schedule<T extends Schedulable>(
  tasks: readonly T[],
  options: ScheduleOptions<T>,
): Promise<void> {
  const {
    concurrency,
    expected,
    alike = () => false,
    claim,
    release,
    isStored,
    execute,
    ended,
    attempts = 2,
    patience = 300,
  } = options;
  const waiting = new Map(tasks.map((task) => [task.key, task]));
  const unmet = new Map(
    tasks.map((task) => [task.key, new Set(task.inputs.filter((input) => waiting.has(input)))]),
  );
  const dependents = new Map<string, T[]>();
  for (const task of tasks)
    for (const input of task.inputs) {
      const known = dependents.get(input);
      if (known) known.push(task);
      else dependents.set(input, [task]);
    }
  const ready = tasks
    .filter(({ key }) => unmet.get(key)!.size === 0)
    .sort((a, b) => expected(b) - expected(a));

  const finish = (task: T, ending: Ending) => {
    if (!waiting.delete(task.key)) return;
    ended(task, ending);
    for (const dependent of dependents.get(task.key) ?? []) {
      if (ending.type === 'failed') {
        finish(dependent, { type: 'failed', reason: `it needs ${task.id}, which failed` });
        continue;
      }
      unmet.get(dependent.key)!.delete(task.key);
      if (unmet.get(dependent.key)!.size === 0 && waiting.has(dependent.key))
        insertByLength(ready, dependent, expected);
    }
  };

  const runOne = async (task: T): Promise<void> => {
    try {
      if (await isStored(task)) return finish(task, { type: 'done' });
      for (let attempt = 1; ; attempt++) {
        const ending = await execute(task);
        if (ending.type === 'done' || !ending.crashed || attempt >= attempts) return finish(task, ending);
      }
    } finally {
      release(task);
    }
  };

  /** The task that each worker runs, or ran last. */
  const latest: (T | undefined)[] = [];
  const isLike = (task: T, other: T | undefined) => other !== undefined && alike(task, other);

  /** Takes the first task of those that no other process works on and that `suits`. */
  const takeFirst = (suits: (task: T) => boolean): T | undefined => {
    const at = ready.findIndex((task) => suits(task) && claim(task));
    return at < 0 ? undefined : ready.splice(at, 1)[0];
  };

  /** The next task of a worker: one like its last, else the longest of a kind that no worker is at, else the longest. */
  const take = (worker: number): T | undefined =>
    takeFirst((task) => isLike(task, latest[worker])) ??
    takeFirst((task) => !latest.some((other) => isLike(task, other))) ??
    takeFirst(() => true);

  let broken = false;
  const drain = async (_: unknown, worker: number): Promise<void> => {
    try {
      while (waiting.size > 0 && !broken) {
        const task = take(worker);
        if (task) await runOne((latest[worker] = task));
        else await new Promise((resolve) => setTimeout(resolve, ready.length > 0 ? patience : 20));
      }
    } catch (error) {
      // What is wrong with the store or the locks is so for every task: the others begin no further one.
      broken = true;
      throw error;
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, tasks.length) }, drain));
}

function insertByLength<T>(ready: T[], task: T, expected: (task: T) => number): void {
  const at = ready.findIndex((other) => expected(other) < expected(task));
  ready.splice(at < 0 ? ready.length : at, 0, task);
}
