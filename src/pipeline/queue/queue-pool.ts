import type { Redis } from 'ioredis';
import type { Ending } from '../schedule.ts';
import type { Entry, Store } from '../store.ts';
import type { Task } from '../task.ts';
import { within } from '../within.ts';
import type { Announcement } from './announcement.ts';
import { Announcer } from './announcer.ts';
import { connect } from './connection.ts';
import { Link } from './link.ts';
import { Mailbox } from './mailbox.ts';
import { openQueue, type Waiting } from './open-queue.ts';
import { dropOthers } from './others.ts';
import { unpackEntry } from './parcel.ts';
import { remindOfWorkers } from './remind.ts';
import { useRights } from './rights.ts';

/** Events hurry a look at a task; without them, as after a restart of Redis, one is taken this often. Milliseconds. */
const lookEvery = 2000;
/** Leaving a queue takes no longer than this, whatever Redis does; milliseconds. */
const leaveWithin = 700;
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
  /** Keys of all tasks; results that wait in Redis for other ones are dropped. */
  readonly keys?: ReadonlySet<string>;
  /** How long to wait for a first worker before that is said; milliseconds. */
  readonly patience?: number;
  /** Told how to leave the queue before it is entered. */
  readonly leaving?: (leave: () => Promise<void>) => void;
}

interface Tools extends ReturnType<typeof openQueue> {
  readonly mailbox: Mailbox;
}

/** The workers of other machines, behind the same door as the local pool: what they bring is verified and stored here. */
export class QueuePool {
  readonly #options: QueuePoolOptions;
  readonly #link: Link;
  readonly #waiting = new Map<string, Waiting>();
  /** What is there from the moment that the queue is asked for. */
  #entered: { readonly redis: Redis; readonly announcer: Announcer } | undefined;
  /** What is there once the queue is ours. */
  #tools: Tools | undefined;
  #left: Promise<void> | undefined;

  private constructor(options: QueuePoolOptions) {
    this.#options = options;
    this.#link = new Link(options.url, options.say);
  }

  /** @throws Complaint where Redis cannot be reached or used, or another run uses the queue */
  static async open(options: QueuePoolOptions): Promise<QueuePool> {
    const pool = new QueuePool(options);
    options.leaving?.(() => pool.stop());
    try {
      await Promise.race([pool.#enter(), pool.#link.refused]);
      return pool;
    } catch (error) {
      await pool.stop();
      throw error;
    }
  }

  async #enter(): Promise<void> {
    const { url, announcement, keys, say } = this.#options;
    const redis = await connect(url, () => this.#link.isOver);
    if (this.#link.isOver) return redis.disconnect();
    this.#link.watch(redis);
    const announcer = new Announcer(redis, this.#link, announcement);
    this.#entered = { redis, announcer };
    await this.#link.patiently(() => useRights(redis));
    await announcer.start(say);
    await this.#link.patiently(() => dropOthers(redis, announcement.digest, keys));
    const waiting = { link: this.#link, waiting: this.#waiting };
    this.#tools = { mailbox: new Mailbox(redis), ...openQueue(url, announcement.digest, waiting) };
    const isWaiting = () => this.#waiting.size > 0;
    remindOfWorkers(redis, { ...this.#options, link: this.#link, isWaiting }).catch(() => undefined);
  }

  /** Has a task computed by some worker. */
  execute(task: Task, hear: Waiting['hear']): Promise<Ending> {
    return Promise.race([this.#compute(task, hear), this.#link.refused]);
  }

  async #compute(task: Task, hear: Waiting['hear']): Promise<Ending> {
    const patiently: Link['patiently'] = (ask) => this.#link.patiently(ask);
    await patiently(() => this.#enqueue(task));
    for (let rejected = 0; ;) {
      const ending = await patiently(() => this.#look(task)).catch((error: Error) => {
        if (!(error instanceof Rejection)) throw error;
        this.#options.say(`${task.id}: a worker's result is refused, ${error.message}`);
        return error;
      });
      if (!(ending instanceof Rejection)) {
        if (ending) return ending;
        await this.#pause(task.key, hear);
      } else if (++rejected > rejections) return { type: 'failed', reason: ending.message };
      else await patiently(() => this.#enqueue(task));
    }
  }

  async #sendInputs({ inputs }: Task): Promise<void> {
    const { mailbox } = this.#tools!;
    for (const key of inputs) {
      if (await mailbox.has(key)) continue;
      const found = await this.#options.store.read(key);
      if (found.state === 'present') await mailbox.put(key, found.entry);
    }
  }

  async #enqueue(task: Task): Promise<void> {
    await this.#sendInputs(task);
    const { queue } = this.#tools!;
    const { announcement, expected } = this.#options;
    const state = await queue.getJobState(task.key);
    if (state === 'failed' || state === 'completed') await queue.remove(task.key);
    await queue.add(
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
    const { mailbox, queue } = this.#tools!;
    const parcel = await mailbox.get(task.key);
    if (parcel) {
      await this.#accept(task, parcel);
      return { type: 'done' };
    }
    const state = await queue.getJobState(task.key);
    if (state === 'failed') {
      const job = await queue.getJob(task.key);
      return { type: 'failed', reason: job?.failedReason ?? 'its worker gave no reason' };
    }
    // A Redis that came back without its memory knows nothing of the task.
    if (state === 'unknown' || state === 'completed')
      if (!(await mailbox.has(task.key))) await this.#enqueue(task);
    return null;
  }

  async #accept(task: Task, parcel: NonNullable<Awaited<ReturnType<Mailbox['get']>>>): Promise<void> {
    const { mailbox } = this.#tools!;
    const { store, checkArtifact } = this.#options;
    let entry: Entry;
    try {
      entry = unpackEntry(parcel, task, checkArtifact);
    } catch (error) {
      await mailbox.drop(task.key);
      throw new Rejection((error as Error).message, { cause: error });
    }
    await store.write(task.key, entry.provenance, entry.files);
    await mailbox.drop(task.key);
  }

  /** Until an event about the task, or for a while. */
  #pause(key: string, hear: Waiting['hear']): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        clearTimeout(timer);
        this.#waiting.delete(key);
        if (!this.#link.isOver) resolve();
      };
      const timer = setTimeout(look, lookEvery);
      this.#waiting.set(key, { look, hear, timer });
    });
  }

  /** Leaves the queue to the next run, and takes back what no worker has begun. */
  stop(): Promise<void> {
    return (this.#left ??= this.#leave());
  }

  async #leave(): Promise<void> {
    this.#link.end();
    for (const { timer } of this.#waiting.values()) clearTimeout(timer);
    if (!this.#entered) return;
    const { redis, announcer } = this.#entered;
    if (redis.status === 'ready')
      await within(leaveWithin, Promise.allSettled([announcer.stop(), this.#tools?.queue.drain(true)]));
    redis.disconnect();
    if (this.#tools) {
      const { queue, events } = this.#tools;
      await within(leaveWithin, Promise.allSettled([queue.disconnect(), events.close()]));
    }
  }
}

class Rejection extends Error {}
