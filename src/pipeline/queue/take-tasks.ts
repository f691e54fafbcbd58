import { UnrecoverableError, WaitingError, Worker, type Job } from 'bullmq';
import type { Redis } from 'ioredis';
import { Complaint } from '../complaint.ts';
import type { Ending } from '../schedule.ts';
import type { Store } from '../store.ts';
import type { Task } from '../task.ts';
import { aborted } from '../within.ts';
import type { Announcement } from './announcement.ts';
import { connectionOptions, prefix, queueName } from './connection.ts';
import { jobSchema, silence } from './job.ts';
import { retryAfter, type Link } from './link.ts';
import { Mailbox } from './mailbox.ts';
import { unpackEntry } from './parcel.ts';

/** The tasks that a run asks for, as this machine plans them. */
export interface WorkerPlan {
  readonly tasks: readonly Task[];
  readonly announcement: Announcement;
}

export interface QueueWorkerOptions {
  readonly url: string;
  /** Tasks at a time. */
  readonly concurrency: number;
  readonly store: Store;
  readonly plan: (run: Announcement) => Promise<WorkerPlan>;
  /** Computes a task; what has begun is given up when `signal` is aborted. */
  readonly execute: (
    task: Task,
    hear: (share: number, doing: string) => void,
    signal: AbortSignal,
  ) => Promise<Ending>;
  readonly checkArtifact: (bytes: Uint8Array) => void;
  readonly say: (line: string) => void;
  /** After so long without a sign of life a task goes to another worker; milliseconds. */
  readonly silence?: number;
  readonly signal: AbortSignal;
}

/** Progress goes over the network this often at most; milliseconds. */
const progressEvery = 1000;

interface Surroundings {
  readonly redis: Redis;
  readonly link: Link;
  readonly plan: WorkerPlan;
  readonly options: QueueWorkerOptions;
  /** Aborted when the run is over for this worker. */
  readonly over: AbortSignal;
}

/** Takes tasks of one run until it is over, and hands back those in hand. */
export async function takeTasks(surroundings: Surroundings): Promise<void> {
  const { link, plan, options, over } = surroundings;
  const { url, concurrency, say, silence: duration = silence } = options;
  const inHand = new Set<Promise<void>>();
  const left = aborted(over).then(() => 'left' as const);
  const take = async (job: Job, token: string | undefined): Promise<void> => {
    const done = computeJob(job, token, { ...surroundings, left });
    inHand.add(done);
    return done.finally(() => inHand.delete(done));
  };
  const worker = new Worker(queueName(plan.announcement.digest), take, {
    connection: connectionOptions(url, () => link.isOver),
    prefix,
    concurrency,
    lockDuration: duration,
    stalledInterval: duration / 2,
    maxStalledCount: 1000,
  });
  let resting: NodeJS.Timeout | undefined;
  worker.on('error', (error) => {
    if (link.hear(error).type !== 'passing' || resting) return;
    // By itself it would ask again at once, thousands of times a second.
    void worker.pause(true);
    resting = setTimeout(() => {
      resting = undefined;
      void worker.resume();
    }, retryAfter);
  });
  worker.on('completed', (job) => say(`done    ${jobSchema.parse(job.data).id}`));
  worker.on('failed', (job, error) => say(`failed  ${job?.data?.id ?? 'a task'}: ${error.message}`));
  await left;
  clearTimeout(resting);
  // Else it would take another task in place of each one that is handed back.
  void worker.pause(true);
  while (inHand.size > 0) await Promise.allSettled(inHand);
  await worker.close(true);
}

async function computeJob(
  job: Job,
  token: string | undefined,
  { left, ...surroundings }: Surroundings & { readonly left: Promise<'left'> },
): Promise<void> {
  const { plan } = surroundings;
  const data = jobSchema.safeParse(job.data);
  if (!data.success) throw new UnrecoverableError('the queue holds something that is no task');
  const task = plan.tasks.find(({ key }) => key === data.data.key);
  if (!task) throw new UnrecoverableError(`${data.data.id}: its key is not of this run`);
  const work = bringResult(job, task, surroundings).catch((error: Error) => {
    // Redis refuses what this worker asks; another one may be allowed more.
    if (error instanceof Complaint) return 'left' as const;
    throw error;
  });
  if ((await Promise.race([work, left])) !== 'left') return;
  // Another worker need not wait until this one has been silent for long.
  await job.moveToWait(token).catch(() => undefined);
  throw new WaitingError();
}

/** Sees to it that the result of a task is in the queue's store. */
async function bringResult(job: Job, task: Task, surroundings: Surroundings): Promise<void> {
  const { redis, link, options, over } = surroundings;
  const { store, execute } = options;
  const mailbox = new Mailbox(redis);
  if (await link.patiently(() => mailbox.has(task.key))) return;
  await fetchInputs(task, mailbox, surroundings);
  let last = 0;
  const hear = (share: number, doing: string) => {
    if (Date.now() - last < progressEvery || over.aborted) return;
    last = Date.now();
    job.updateProgress({ share, doing }).catch(() => undefined);
  };
  const stored = await store.read(task.key);
  if (stored.state === 'damaged') await store.setAside(task.key);
  const ending: Ending = stored.state === 'present' ? { type: 'done' } : await execute(task, hear, over);
  if (ending.type === 'failed')
    throw ending.crashed ? new Error(ending.reason) : new UnrecoverableError(ending.reason);
  const found = await store.read(task.key);
  if (found.state !== 'present') throw new Error(`its result is ${found.state} in the worker's store`);
  await link.patiently(() => mailbox.put(task.key, found.entry));
}

/** Brings the artifacts that a task starts from into the worker's own store. */
async function fetchInputs(
  task: Task,
  mailbox: Mailbox,
  { link, plan: { tasks }, options: { store, checkArtifact } }: Surroundings,
): Promise<void> {
  for (const key of task.inputs) {
    if ((await store.read(key)).state === 'present') continue;
    const parcel = await link.patiently(() => mailbox.get(key));
    const input = tasks.find((other) => other.key === key);
    if (!parcel || !input) throw new Error(`its input ${input?.id ?? key} is not in the queue's store`);
    const { provenance, files } = unpackEntry(parcel, input, checkArtifact);
    await store.write(key, provenance, files);
  }
}
