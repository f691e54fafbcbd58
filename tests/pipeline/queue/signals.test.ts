import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as nap } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  endBy,
  leaves,
  linesOf,
  startQueueWorker,
  startRun,
  until,
  untilEnd,
  type Started,
} from '../run/fixture.ts';
import {
  announcementOf,
  executed,
  fixtureTasks,
  hasRedis,
  RedisServer,
  startCoordinator,
  startWorker,
} from './fixture.ts';

const count = 6;
/** Of a task that is not to end by itself; milliseconds. */
const long = 600_000;

describe.skipIf(!hasRedis)('processes of a distributed run', () => {
  let folder: string;
  let server: RedisServer;
  let redis: Redis;
  let started: Started[];
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'queue-signals-'));
    writeFileSync(log(), '');
    server = await RedisServer.start();
    redis = new Redis(server.url).on('error', () => undefined);
    started = [];
  });
  afterEach(async () => {
    for (const one of started) if (leaves(one)) process.kill(-one.pid!, 'SIGKILL');
    redis.disconnect();
    server.signal('SIGCONT');
    await server.kill();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  const log = () => join(folder, 'log');
  const keep = (one: Started) => (started.push(one), one);
  const run = (name: string, source?: string) =>
    keep(startCoordinator(server.url, join(folder, name), count, source));
  const work = (pause?: number, source?: string) =>
    keep(startWorker(server.url, { count, log: log(), ...(pause && { pause }), ...(source && { source }) }));
  const says = (one: Started, text: string) =>
    until(() => one.said().includes(text)).catch(() => {
      throw new Error(`it does not say "${text}" but:\n${one.said()}`);
    });

  const isAnnounced = async (source: string) => {
    const { digest } = announcementOf(fixtureTasks(count, source));
    for (let i = 0; i < 1500; i++) {
      if ((await redis.get('multiscale:run'))?.includes(digest)) return;
      await nap(20);
    }
    throw new Error(`the run of ${source} is not announced`);
  };

  test('a signal ends a worker, waiting or computing, and what it computes goes to another one at once', async () => {
    const waiting = work();
    await says(waiting, 'Waiting for a run');
    expect(await endBy('SIGTERM', waiting)).toBe(0);
    const coordinator = run('run');
    const computing = work(long);
    await says(computing, 'begun');
    expect(await endBy('SIGHUP', computing)).toBe(0);
    const active = await redis.keys('multiscale:tasks-*:active');
    expect(active).toEqual([]);
    work();
    expect(await untilEnd(coordinator)).toBe(0);
    expect(executed(log()).sort()).toEqual(
      fixtureTasks(count)
        .map(({ id }) => id)
        .sort(),
    );
  }, 60_000);

  test.each(['gone', 'silent'])(
    'whoever waits for a Redis that is %s says so, and ends by a signal',
    async (how) => {
      const joined = work(long);
      await says(joined, 'Waiting for a run');
      const coordinator = run('run');
      await says(joined, 'begun');
      const computing = work(long);
      await says(computing, 'Joined');
      if (how === 'gone') await server.kill();
      else server.signal('SIGSTOP');
      const all = [joined, computing, coordinator];
      for (const one of all)
        await says(one, how === 'gone' ? 'is gone; waiting for it' : 'does not answer; waiting for it');
      const codes = await Promise.all(all.map((one) => endBy('SIGINT', one)));
      expect(codes).toEqual([0, 0, 130]);
      for (const one of all) expect(one.said().match(/waiting for it/g)).toHaveLength(1);
      if (how === 'gone') await server.restart();
    },
    60_000,
  );

  test('a worker that waits for a run ends by a signal though its Redis is gone', async () => {
    const waiting = work();
    await says(waiting, 'Waiting for a run');
    await server.kill();
    await says(waiting, 'is gone');
    expect(await endBy('SIGINT', waiting)).toBe(0);
    await server.restart();
  }, 60_000);

  test('the queue of a coordinator without life is taken over, with all that is in it, and not given back', async () => {
    const first = run('first');
    const worker = work(long);
    await says(worker, 'begun');
    const early = run('early', 'two');
    expect(await untilEnd(early)).toBe(1);
    expect(early.said()).toMatch(/^another run, .*, uses this queue; wait for its end.*\n$/);
    first.kill('SIGSTOP');
    const jobs = (await redis.keys('multiscale:tasks-*')).filter((key) => /:[0-9a-f]{64}$/.test(key));
    const second = run('second', 'two');
    await isAnnounced('two');
    work(30, 'two');
    expect(await untilEnd(second)).toBe(0);
    expect(second.said()).toContain('Another run has left this queue without a word');
    const now = await redis.keys('*');
    expect(jobs).not.toEqual([]);
    expect(jobs.filter((key) => now.includes(key))).toEqual([]);
    // The worker of the first run has given up what nobody waits for.
    expect(worker.said()).toContain('would not compute what the run asks for');
    const third = run('third', 'three');
    await isAnnounced('three');
    first.kill('SIGCONT');
    expect(await untilEnd(first)).toBe(1);
    expect(first.said()).toMatch(/another run, .*, uses this queue/);
    expect(await endBy('SIGTERM', third)).toBe(143);
    expect(await redis.exists('multiscale:run')).toBe(0);
  }, 60_000);

  test('a run that is interrupted leaves its queue to the next one, which the same worker computes at once', async () => {
    const environment = { MULTISCALE_TEST_LOG: log() };
    const options = { environment, queue: server.url };
    const first = keep(startRun(join(folder, 'first'), ['stuck', 'walk'], options));
    const worker = keep(startQueueWorker(join(folder, 'worker'), server.url, environment));
    await until(() => linesOf(log()).includes('stuck'));
    expect(await endBy('SIGINT', first, 'group')).toBe(130);
    expect(await redis.exists('multiscale:run')).toBe(0);
    const jobs = (await redis.keys('multiscale:tasks-*')).filter((key) => /:[0-9a-f]{64}$/.test(key));
    const second = keep(startRun(join(folder, 'second'), ['empty'], options));
    expect(await untilEnd(second)).toBe(0);
    expect(second.said()).not.toMatch(/another run|without a word/i);
    expect(worker.said().match(/Joined a run of \d+ tasks/g)).toEqual([
      'Joined a run of 7 tasks',
      'Joined a run of 1 tasks',
    ]);
    const now = await redis.keys('*');
    expect(jobs.filter((key) => now.includes(key))).toEqual([]);
    expect(await endBy('SIGTERM', worker)).toBe(0);
    expect(worker.said()).toContain('Stopping');
  }, 60_000);
});
