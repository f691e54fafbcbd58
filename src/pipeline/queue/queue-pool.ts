import { Queue, QueueEvents } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Ending } from '../schedule.ts';
import type { Entry, Store } from '../store.ts';
import type { Task } from '../task.ts';
import { Announcer, type Announcement } from './announcement.ts';
import { shownUrl } from './address.ts';
import { connect, connectionOptions, prefix, queueName } from './connection.ts';
import { progressSchema, type JobData } from './job.ts';
import { Mailbox } from './mailbox.ts';
import { unpackEntry } from './parcel.ts';

/** Events hurry a look at a task; without them, as after a restart of Redis, one is taken this often. Milliseconds. */
const lookEvery = 2000;
/** A task whose worker dies is given to another one so many times. */
const attempts = 3;
/** Results that do not stand up to verification are computed again so many times. */
const rejections = 2;
/** BullMQ's lowest priority; the longest task has the highest, 1. */
const lowestPriority = 2_097_151;

/** Which task of a queue comes first: the longest one, and one of a kind never seen, whose seconds are infinite. */
export const priorityOf = (seconds: number): number => Math.max(1, lowestPriority - Math.round(seconds));

export interface QueuePoolOptions {
  readonly url: string;
  readonly announcement: Announcement;
  readonly store: Store;
  /** Throws where an artifact does not match the schema of its experiment. */
  readonly checkArtifact: (bytes: Uint8Array) => void;
  /** Seconds a task is expected to take. */
  readonly expected: (task: Task) => number;
  readonly say: (line: string) => void;
}

interface Waiting {
  readonly look: () => void;
  readonly hear: (share: number, doing: string) => void;
}

/** The workers of other machines, behind the same door as the local pool: what they bring is verified and stored here. */
export class QueuePool {
  readonly #options: QueuePoolOptions;
  readonly #redis: Redis;
  readonly #mailbox: Mailbox;
  readonly #queue: Queue<JobData>;
  readonly #events: QueueEvents;
  readonly #announcer: Announcer;
  readonly #waiting = new Map<string, Waiting>();
  #stopped = false;

  private constructor(options: QueuePoolOptions, redis: Redis) {
    const { url, announcement } = options;
    const common = { connection: connectionOptions(url), prefix };
    this.#options = options;
    this.#redis = redis;
    this.#mailbox = new Mailbox(redis);
    this.#queue = new Queue(queueName, common);
    this.#events = new QueueEvents(queueName, common);
    this.#announcer = new Announcer(redis, announcement);
    this.#queue.on('error', () => undefined);
    this.#events.on('error', () => undefined);
    const look = ({ jobId }: { jobId: string }) => this.#waiting.get(jobId)?.look();
    this.#events.on('completed', look);
    this.#events.on('failed', look);
    this.#events.on('progress', ({ jobId, data }) => {
      const progress = progressSchema.safeParse(data);
      if (progress.success) this.#waiting.get(jobId)?.hear(progress.data.share, progress.data.doing);
    });
    redis.on('close', () => options.say(`Redis at ${shownUrl(url)} is gone; waiting for it.`));
  }

  /** @throws Error where Redis cannot be reached, or another run uses the queue */
  static async open(options: QueuePoolOptions): Promise<QueuePool> {
    const redis = await connect(options.url);
    const pool = new QueuePool(options, redis);
    try {
      await pool.#announcer.start();
      return pool;
    } catch (error) {
      await pool.stop();
      throw error;
    }
  }

  /** Has a task computed by some worker. */
  async execute(task: Task, hear: Waiting['hear']): Promise<Ending> {
    await this.#enqueue(task);
    let rejected = 0;
    while (!this.#stopped) {
      const ending = await this.#look(task).catch((error: Error): Ending | 'rejected' | null => {
        if (!(error instanceof Rejection)) return null;
        this.#options.say(`${task.id}: a worker's result is refused, ${error.message}`);
        return ++rejected > rejections ? { type: 'failed', reason: error.message } : 'rejected';
      });
      if (ending === 'rejected') await this.#enqueue(task);
      else if (ending) return ending;
      else await this.#pause(task.key, hear);
    }
    return { type: 'failed', reason: 'the run has ended' };
  }

  async #sendInputs({ inputs }: Task): Promise<void> {
    for (const key of inputs) {
      if (await this.#mailbox.has(key)) continue;
      const found = await this.#options.store.read(key);
      if (found.state === 'present') await this.#mailbox.put(key, found.entry);
    }
  }

  async #enqueue(task: Task): Promise<void> {
    await this.#sendInputs(task);
    const { announcement, expected } = this.#options;
    const state = await this.#queue.getJobState(task.key);
    if (state === 'failed' || state === 'completed') await this.#queue.remove(task.key);
    await this.#queue.add(
      'task',
      { id: task.id, key: task.key, digest: announcement.digest },
      {
        jobId: task.key,
        attempts,
        backoff: { type: 'fixed', delay: 500 },
        priority: priorityOf(expected(task)),
        removeOnComplete: true,
      },
    );
  }

  /** What has become of a task so far; null while it is under way. */
  async #look(task: Task): Promise<Ending | null> {
    const parcel = await this.#mailbox.get(task.key);
    if (parcel) {
      await this.#accept(task, parcel);
      return { type: 'done' };
    }
    const state = await this.#queue.getJobState(task.key);
    if (state === 'failed') {
      const job = await this.#queue.getJob(task.key);
      return { type: 'failed', reason: job?.failedReason ?? 'its worker gave no reason' };
    }
    // A Redis that came back without its memory knows nothing of the task.
    if (state === 'unknown' || state === 'completed')
      if (!(await this.#mailbox.has(task.key))) await this.#enqueue(task);
    return null;
  }

  async #accept(task: Task, parcel: NonNullable<Awaited<ReturnType<Mailbox['get']>>>): Promise<void> {
    const { store, checkArtifact } = this.#options;
    let entry: Entry;
    try {
      entry = unpackEntry(parcel, task, checkArtifact);
    } catch (error) {
      await this.#mailbox.drop(task.key);
      throw new Rejection((error as Error).message, { cause: error });
    }
    await store.write(task.key, entry.provenance, entry.files);
    await this.#mailbox.drop(task.key);
  }

  /** Until an event about the task, or for a while. */
  #pause(key: string, hear: Waiting['hear']): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(look, lookEvery);
      this.#waiting.set(key, { look, hear });
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#announcer.stop();
    await Promise.allSettled([this.#queue.close(), this.#events.close()]);
    this.#redis.removeAllListeners('close');
    this.#redis.disconnect();
  }
}

class Rejection extends Error {}
