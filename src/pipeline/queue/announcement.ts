import type { Redis } from 'ioredis';
import { z } from 'zod';
import { sha256 } from '../canonical.ts';
import { differing, plain, record } from '../changes.ts';
import { Complaint } from '../complaint.ts';
import { imageSources } from '../../data/image-source.ts';
import { sweepSchema } from '../../studies/sweep/schema.ts';
import type { Task } from '../task.ts';
import { prefix } from './connection.ts';

/** What a run asks of its workers: from it each plans the same tasks by itself, and compares. */
export const announcementSchema = z.strictObject({
  /** What is checked out, as far as git knows; null outside a git checkout. */
  commit: z.string().nullable(),
  profile: z.enum(['full', 'quick']),
  /** Seeds 0 to N − 1 in place of each variant's own; null for those. */
  seeds: z.int().positive().nullable(),
  /** Added to every seed. */
  firstSeed: z.int().positive().nullable(),
  /** Images for every experiment in place of its own; a worker reads them from a folder of its own. */
  dataset: z.enum(imageSources).nullable(),
  experiments: z.array(z.string()).readonly(),
  /** The grid that is run as well. */
  sweep: sweepSchema.nullable(),
  /** Of each experiment, what the key of its first task was made of. */
  ingredients: z.record(z.string(), z.record(z.string(), z.string())),
  /** sha256 over all keys. */
  digest: z.string(),
});

export type Announcement = z.output<typeof announcementSchema>;

export function announce(
  tasks: readonly Task[],
  asked: Pick<Announcement, 'commit' | 'profile' | 'seeds' | 'firstSeed' | 'dataset' | 'sweep'>,
): Announcement {
  const experiments = [...new Set(tasks.map(({ experiment }) => experiment))];
  return {
    ...asked,
    experiments,
    ingredients: Object.fromEntries(
      experiments.map((id) => [id, tasks.find(({ experiment }) => experiment === id)!.ingredients]),
    ),
    digest: sha256(tasks.map(({ key }) => key).join('\n')),
  };
}

/** Ingredients of a key that are those of the machine; told with their values. */
const machine: readonly string[] = ['backend', 'platform', 'javascript'];

/** The parts of a backend by name; of any other ingredient, the only one. */
function partsOf(name: string, text: string | undefined): Readonly<Record<string, unknown>> {
  if (text === undefined) return {};
  if (name !== 'backend') return { [name]: text };
  const parts = Object.entries(record(text));
  return Object.fromEntries(parts.map(([part, value]) => [`${name} ${part}`, value] as const));
}

/** `backend instructions: avx2 here, avx2 avx512f there`, for each part that differs. */
function bothValues(name: string, ours: string | undefined, theirs: string | undefined): string[] {
  const [here, there] = [ours, theirs].map((text) => partsOf(name, text));
  return differing(here, there).map(
    (part) => `${part}: ${plain(here[part])} here, ${plain(there[part])} there`,
  );
}

/** In what a worker differs from the run, in words; null where it would compute the same artifacts. */
export function difference(run: Announcement, worker: Announcement): string | null {
  if (run.digest === worker.digest) return otherCommit(run.commit, worker.commit);
  const reasons = run.experiments.flatMap((id) => {
    const [theirs, ours] = [run.ingredients[id], worker.ingredients[id]];
    if (!ours) return [`there is no experiment ${id} here`];
    return differing(ours, theirs).flatMap((name) =>
      machine.includes(name) ? bothValues(name, ours[name], theirs[name]) : [`${name} of ${id}`],
    );
  });
  const all = [...new Set(reasons)];
  return all.length > 0 ? all.join('; ') : 'the list of tasks';
}

/** Files that differ from the commit are no reason by themselves: those that count are in the keys. */
function otherCommit(theirs: string | null, ours: string | null): string | null {
  const [there, here] = [theirs, ours].map((commit) => commit?.split('+')[0]);
  return there && here && there !== here ? `the commit: ${here} here, ${there} there` : null;
}

/** Where the run that is under way is announced. */
export const announcementKey = `${prefix}:run`;

/** What is being run at the moment. @throws Complaint where it is of another form than this checkout knows */
export async function heard(redis: Redis): Promise<Announcement | null> {
  const text = await redis.get(announcementKey);
  if (text === null) return null;
  const run = announcementSchema.safeParse(asJson(text));
  if (run.success) return run.data;
  throw new Complaint(
    `the queue announces a run in a form that is not known here (${announcementKey} in Redis); check out the commit of the run`,
  );
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
