import { randomUUID } from 'node:crypto';
import { setTimeout as nap } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { Complaint } from '../complaint.ts';
import { aborted, within } from '../within.ts';
import { difference, heard, type Announcement } from './announcement.ts';
import { shownUrl } from './address.ts';
import { connect } from './connection.ts';
import { Link } from './link.ts';
import { Presence, presenceEvery } from './presence.ts';
import { useRights } from './rights.ts';
import { takeTasks, type QueueWorkerOptions } from './take-tasks.ts';

/** A worker looks this often whether a run is under way; milliseconds. */
const listenEvery = 1000;
/** A worker that is told to stop hands its tasks back within this time, or not at all; milliseconds. */
const handBackWithin = 700;

/** This machine would compute other artifacts than the run asks for. */
export class Refused extends Complaint {}

/**
 * Computes tasks of a queue until aborted. A task is known by its key alone: the worker plans the run from its own
 * sources, and nothing that comes from the queue is executed.
 * @throws Refused where sources, packages or backend differ from those of the run
 * @throws Complaint where Redis cannot be reached or used
 */
export async function runQueueWorker(options: QueueWorkerOptions): Promise<void> {
  const { url, say, signal } = options;
  const link = new Link(url, say);
  const ended = new AbortController();
  const leaving = AbortSignal.any([signal, ended.signal]);
  let redis: Redis | undefined;
  const serve = async () => {
    redis = await connect(url, () => link.isOver);
    const opened = redis;
    link.watch(opened);
    await link.patiently(() => useRights(opened));
    await serveRuns(opened, link, { ...options, signal: leaving });
  };
  const serving = serve();
  try {
    await Promise.race([serving, link.refused, aborted(leaving)]);
  } finally {
    ended.abort();
    await within(handBackWithin, serving);
    link.end();
    redis?.disconnect();
  }
}

async function serveRuns(redis: Redis, link: Link, options: QueueWorkerOptions): Promise<void> {
  const { say, signal } = options;
  for (let run = await nextRun(redis, link, options); run; run = await nextRun(redis, link, options)) {
    const plan = await options.plan(run);
    if (signal.aborted) return;
    const differs = difference(run, plan.announcement);
    if (differs)
      throw new Refused(
        `this worker would not compute what the run asks for. What differs: ${differs}. Check out the same commit, and use the same backend on a processor of the same kind.`,
      );
    say(`Joined a run of ${plan.tasks.length} tasks, profile ${run.profile}.`);
    const ended = new AbortController();
    const over = AbortSignal.any([signal, ended.signal]);
    const work = takeTasks({ redis, link, plan, options, over });
    try {
      await showPresence(redis, link, { digest: run.digest, ended, over });
    } finally {
      ended.abort();
      await work;
    }
  }
}

/** The run that is under way, waiting for one to begin; null when aborted before. */
async function nextRun(
  redis: Redis,
  link: Link,
  { say, signal, url }: QueueWorkerOptions,
): Promise<Announcement | null> {
  for (let first = true; !signal.aborted; first = false) {
    const run = await link.patiently(() => heard(redis));
    if (run) return run;
    if (first)
      say(`Waiting for a run at ${shownUrl(url)}: npm run experiments -- --queue with the same address.`);
    await nap(listenEvery);
  }
  return null;
}

/** Shows that this worker has joined a run, which is over for it once another one is announced. */
async function showPresence(
  redis: Redis,
  link: Link,
  {
    digest,
    ended,
    over,
  }: { readonly digest: string; readonly ended: AbortController; readonly over: AbortSignal },
): Promise<void> {
  const presence = new Presence(redis, digest);
  const name = randomUUID();
  while (!over.aborted) {
    await link.patiently(() => presence.show(name));
    const run = await link.patiently(() => heard(redis));
    if (run && run.digest !== digest) ended.abort();
    else await nap(presenceEvery, undefined, { signal: over }).catch(() => undefined);
  }
  await presence.leave(name).catch(() => undefined);
}
