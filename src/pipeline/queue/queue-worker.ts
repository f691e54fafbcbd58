import { UnrecoverableError, WaitingError, Worker, type Job } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Ending } from '../schedule.ts';
import type { Store } from '../store.ts';
import type { Task } from '../task.ts';
import { difference, heard, type Announcement } from './announcement.ts';
import { shownUrl } from './address.ts';
import { connect, connectionOptions, prefix, queueName } from './connection.ts';
import { jobSchema, silence } from './job.ts';
import { Mailbox } from './mailbox.ts';
import { unpackEntry } from './parcel.ts';

/** A worker looks this often whether a run is under way; milliseconds. */
const listenEvery = 1000;
/** Progress goes over the network this often at most; milliseconds. */
const progressEvery = 1000;

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
  readonly execute: (task: Task, hear: (share: number, doing: string) => void) => Promise<Ending>;
  readonly checkArtifact: (bytes: Uint8Array) => void;
  readonly say: (line: string) => void;
  /** After so long without a sign of life a task goes to another worker; milliseconds. */
  readonly silence?: number;
  readonly signal: AbortSignal;
}

/** This machine would compute other artifacts than the run asks for. */
export class Refused extends Error {}

/** The run that is under way, waiting for one to begin; null when aborted before. */
async function nextRun(redis: Redis, { say, signal, url }: QueueWorkerOptions): Promise<Announcement | null> {
  for (let first = true; !signal.aborted; first = false) {
    const run = await heard(redis);
    if (run) return run;
    if (first)
      say(`Waiting for a run at ${shownUrl(url)}: npm run experiments -- --queue with the same address.`);
    await new Promise((resolve) => setTimeout(resolve, listenEvery));
  }
  return null;
}

/**
 * Computes tasks of a queue until aborted. A task is known by its key alone: the worker plans the run from its own
 * sources, and nothing that comes from the queue is executed.
 * @throws Refused where sources, packages or backend differ from those of the run
 */
export async function runQueueWorker(options: QueueWorkerOptions): Promise<void> {
  const { url, say, signal } = options;
  const redis = await connect(url);
  try {
    for (let run = await nextRun(redis, options); run; run = await nextRun(redis, options)) {
      const plan = await options.plan(run);
      const differs = difference(run, plan.announcement);
      if (differs)
        throw new Refused(
          `this worker would not compute what the run asks for. What differs: ${differs}. Check out the same commit, and use the same backend on a processor of the same kind.`,
        );
      say(`Joined a run of ${plan.tasks.length} tasks, profile ${run.profile}.`);
      await work(redis, plan, options);
      if (signal.aborted) return;
    }
  } finally {
    redis.disconnect();
  }
}

/** Takes tasks of one run until aborted or until another run begins. */
async function work(redis: Redis, plan: WorkerPlan, options: QueueWorkerOptions): Promise<void> {
  const { url, concurrency, say, signal, silence: duration = silence } = options;
  const over = new AbortController();
  const worker = new Worker(queueName, (job, token) => compute(job, token, { redis, plan, options, over }), {
    connection: connectionOptions(url),
    prefix,
    concurrency,
    lockDuration: duration,
    stalledInterval: duration / 2,
    maxStalledCount: 1000,
  });
  worker.on('error', () => undefined);
  worker.on('completed', (job) => say(`done    ${jobSchema.parse(job.data).id}`));
  worker.on('failed', (job, error) => say(`failed  ${job?.data?.id ?? 'a task'}: ${error.message}`));
  await new Promise<void>((resolve) => {
    if (signal.aborted || over.signal.aborted) return resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
    over.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  // Without force it would wait for the task in hand, which another worker takes up from the queue.
  await worker.close(signal.aborted);
}

interface Surroundings {
  readonly redis: Redis;
  readonly plan: WorkerPlan;
  readonly options: QueueWorkerOptions;
  /** Told when the queue turns out to hold the tasks of another run. */
  readonly over: AbortController;
}

async function compute(job: Job, token: string | undefined, surroundings: Surroundings): Promise<void> {
  const { redis, plan, options, over } = surroundings;
  const data = jobSchema.safeParse(job.data);
  if (!data.success) throw new UnrecoverableError('the queue holds something that is no task');
  if (data.data.digest !== plan.announcement.digest) {
    await job.moveToWait(token);
    over.abort();
    throw new WaitingError();
  }
  const task = plan.tasks.find(({ key }) => key === data.data.key);
  if (!task) throw new UnrecoverableError(`${data.data.id}: its key is not of this run`);
  const mailbox = new Mailbox(redis);
  if (await mailbox.has(task.key)) return;
  await fetchInputs(task, mailbox, plan, options);
  let last = 0;
  const hear = (share: number, doing: string) => {
    if (Date.now() - last < progressEvery) return;
    last = Date.now();
    job.updateProgress({ share, doing }).catch(() => undefined);
  };
  const stored = await options.store.read(task.key);
  if (stored.state === 'damaged') await options.store.setAside(task.key);
  const ending: Ending = stored.state === 'present' ? { type: 'done' } : await options.execute(task, hear);
  if (ending.type === 'failed')
    throw ending.crashed ? new Error(ending.reason) : new UnrecoverableError(ending.reason);
  const found = await options.store.read(task.key);
  if (found.state !== 'present') throw new Error(`its result is ${found.state} in the worker's store`);
  await mailbox.put(task.key, found.entry);
}

/** Brings the artifacts that a task starts from into the worker's own store. */
async function fetchInputs(
  task: Task,
  mailbox: Mailbox,
  { tasks }: WorkerPlan,
  { store, checkArtifact }: QueueWorkerOptions,
): Promise<void> {
  for (const key of task.inputs) {
    if ((await store.read(key)).state === 'present') continue;
    const parcel = await mailbox.get(key);
    const input = tasks.find((other) => other.key === key);
    if (!parcel || !input) throw new Error(`its input ${input?.id ?? key} is not in the queue's store`);
    const { provenance, files } = unpackEntry(parcel, input, checkArtifact);
    await store.write(key, provenance, files);
  }
}
