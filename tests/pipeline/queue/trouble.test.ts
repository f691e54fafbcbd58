import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Complaint } from '../../../src/pipeline/complaint.ts';
import { connect } from '../../../src/pipeline/queue/connection.ts';
import { Store } from '../../../src/pipeline/store.ts';
import { coordinate, executed, fixtureTasks, hasRedis, RedisServer, startWorker, until } from './fixture.ts';

const password = 'open sesame';
const tasks = fixtureTasks(6);

describe.skipIf(!hasRedis)('what a server answers', () => {
  let server: RedisServer;
  let admin: Redis;
  let folder: string;
  let workers: (ChildProcess & { readonly said: () => string })[];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'trouble-'));
    server = await RedisServer.start('--dir', folder, '--dbfilename', 'taken');
    // A folder of that name, so that it cannot save when it is asked to.
    mkdirSync(join(folder, 'taken', 'inside'), { recursive: true });
    admin = new Redis(server.url);
  });
  afterAll(async () => {
    admin.disconnect();
    await server.kill();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    await admin.flushall();
    writeFileSync(log(), '');
    workers = [];
  });
  afterEach(() => workers.forEach((worker) => worker.kill('SIGKILL')));
  const log = () => join(folder, 'log');
  const store = () => new Store(mkdtempSync(join(folder, 'cache-')));
  const work = (url: string, pause = 30) => {
    const worker = startWorker(url, { count: tasks.length, log: log(), pause });
    workers.push(worker);
    return worker;
  };
  const outcome = (url: string, say?: (line: string) => void) =>
    coordinate(url, tasks, store(), say).then(
      (endings) => [...endings.values()].map(({ type }) => type).join(),
      (error: Error) => error,
    );

  test('a right that is missing ends the run, and a worker before any run, with its message', async () => {
    const rights = [
      '+@all -hgetall',
      '+@read +@connection',
      '+@all -eval -evalsha',
      '+@all -info',
      '+@all -scan',
    ];
    for (const [i, right] of rights.entries())
      await admin.call(
        'ACL',
        'SETUSER',
        `user${i}`,
        'on',
        `>${password}`,
        '~multiscale:*',
        ...right.split(' '),
      );
    await admin.call('ACL', 'SETUSER', 'elsewhere', 'on', `>${password}`, '~other:*', '+@all');
    const worker = work(server.at({ user: 'user0', password }));
    for (const user of [...rights.map((_, i) => `user${i}`), 'elsewhere']) {
      const reason = await outcome(server.at({ user, password }));
      if (!(reason instanceof Complaint)) throw new Error(`${user} ends with ${String(reason)}`);
      expect(reason.message).toMatch(
        /^Redis at redis:\/\/\w+:\*\*\*@127\.0\.0\.1:\d+ answers: NOPERM .*rights/,
      );
      expect(reason.message).not.toContain(password);
    }
    await until(() => worker.exitCode !== null);
    expect(worker.exitCode).toBe(1);
    expect(worker.said()).toMatch(/answers: NOPERM .*'hgetall'.*rights/);
  }, 30_000);

  test('rights to the keys of the project are enough', async () => {
    await admin.call(
      'ACL',
      'SETUSER',
      'enough',
      'on',
      `>${password}`,
      '~multiscale:*',
      '+@all',
      '-@dangerous',
      '+info',
    );
    const url = server.at({ user: 'enough', password });
    work(url);
    expect(await outcome(url)).toBe(tasks.map(() => 'done').join());
  }, 30_000);

  const troubles = {
    OOM: [['config set maxmemory 1'], ['config set maxmemory 0']],
    MISCONF: [
      ['config set save', 'set key value', 'bgsave'],
      ['config set stop-writes-on-bgsave-error no', 'config set save'],
    ],
  } as const;
  test.each(Object.entries(troubles))(
    '%s is told once and waited for, here and by a worker',
    async (word, [trouble, remedy]) => {
      const order = async (orders: readonly string[]) => {
        for (const words of orders) {
          const [command, ...rest] = words.split(' ');
          await admin.call(
            command,
            ...rest,
            ...(words.endsWith(' save') ? [orders === trouble ? '3600 1' : ''] : []),
          );
        }
      };
      await order(trouble);
      const lines: string[] = [];
      const run = outcome(server.url, (line) => lines.push(line));
      const worker = work(server.url);
      await until(() => lines.length > 0 && worker.said().includes(word));
      // Several attempts later.
      await new Promise((resolve) => setTimeout(resolve, 2500));
      const told = new RegExp(
        `^Redis at redis://127\\.0\\.0\\.1:\\d+ answers: ${word} .*\nWaiting until it `,
      );
      expect(lines.filter((line) => line.includes(word))).toEqual([expect.stringMatching(told)]);
      expect(worker.said().match(new RegExp(`answers: ${word}`, 'g'))).toHaveLength(1);
      await order(remedy);
      expect(await run).toBe(tasks.map(() => 'done').join());
    },
    40_000,
  );

  test('trouble in the middle of a run is told and waited for, and nothing is computed twice', async () => {
    work(server.url, 400);
    const lines: string[] = [];
    const run = outcome(server.url, (line) => lines.push(line));
    await until(() => executed(log()).length > 0);
    await admin.config('SET', 'maxmemory', '1');
    await until(() => lines.some((line) => line.includes('answers: OOM')));
    await admin.config('SET', 'maxmemory', '0');
    expect(await run).toBe(tasks.map(() => 'done').join());
    expect(executed(log()).sort()).toEqual(tasks.map(({ id }) => id).sort());
  }, 30_000);

  test('a server that does not answer is missed, and greeted when it does', async () => {
    work(server.url, 400);
    const lines: string[] = [];
    const run = outcome(server.url, (line) => lines.push(line));
    await until(() => executed(log()).length > 0);
    server.signal('SIGSTOP');
    await until(() => lines.length > 0);
    server.signal('SIGCONT');
    expect(await run).toBe(tasks.map(() => 'done').join());
    expect(lines).toEqual([
      expect.stringMatching(/^Redis at redis:.* does not answer; waiting for it\.$/),
      expect.stringMatching(/^Redis at redis:.* is back\.$/),
    ]);
  }, 40_000);

  test('a database that does not exist is refused, not replaced by the first', async () => {
    const reason = await outcome(`${server.url}/99`);
    expect(reason).toBeInstanceOf(Complaint);
    expect((reason as Error).message).toMatch(
      /no Redis at redis:.*\/99: ERR DB index is out of range; name a database/,
    );
    const worker = work(`${server.url}?db=99`);
    await until(() => worker.exitCode !== null);
    expect(worker.said()).toMatch(/^no Redis at redis:.*\/99: ERR DB index is out of range.*\n$/);
    expect(await admin.dbsize()).toBe(0);
  }, 30_000);

  test('a replica ends a run', async () => {
    await admin.replicaof('127.0.0.1', '1');
    const reason = await outcome(server.url);
    await admin.replicaof('NO', 'ONE');
    expect((reason as Error).message).toMatch(/answers: READONLY .*name the master/);
  }, 30_000);

  test('without a worker, the run says so and what helps', async () => {
    const lines: string[] = [];
    const run = coordinate(server.url, tasks, store(), (line) => lines.push(line), { patience: 1000 });
    await until(() => lines.length > 0);
    expect(lines[0]).toMatch(/^No worker has joined the run at redis:.*npm run worker -- --queue/);
    work(server.url, 500);
    await run;
    expect(lines.slice(1)).toEqual(['A worker has joined the run.']);
  }, 30_000);
});

describe('what is no Redis', () => {
  const servers: Server[] = [];
  afterAll(() => servers.forEach((server) => server.close()));
  const listen = async (answer: (data: Buffer) => string) => {
    const server = createServer((socket) =>
      socket.on('error', () => undefined).on('data', (data) => socket.end(answer(data))),
    ).listen(0, '127.0.0.1');
    servers.push(server);
    await new Promise((resolve) => server.once('listening', resolve));
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const reasonOf = (url: string) => connect(url).then(String, (error: Error) => error);

  test('is told from one, in a line', async () => {
    const web = await listen(() => 'HTTP/1.1 400 Bad Request\r\n\r\n');
    const closing = await listen(() => '');
    const expected = {
      [`redis://${web}`]: /no Redis at redis:\/\/127.*what answers there is no Redis/,
      [`redis://${closing}`]: /it closed the connection/,
      [`rediss://:hush@${web}`]: /does not use TLS|closed the connection/,
      'redis://127.0.0.1:1': /ECONNREFUSED/,
      'redis://no.such.host.invalid': /no.such.host.invalid/,
    };
    for (const [url, reason] of Object.entries(expected)) {
      const error = await reasonOf(url);
      expect(error).toBeInstanceOf(Complaint);
      expect((error as Error).message).toMatch(reason);
      expect((error as Error).message).not.toContain('hush');
    }
  }, 30_000);
});
