import { spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as nap } from 'node:timers/promises';
import tls from 'node:tls';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connect } from '../../../src/pipeline/queue/connection.ts';
import { Mailbox } from '../../../src/pipeline/queue/mailbox.ts';
import { Store } from '../../../src/pipeline/store.ts';
import {
  coordinate,
  executed,
  fixtureArtifact,
  fixtureTasks,
  hasRedis,
  provenanceOf,
  RedisServer,
  startCoordinator,
  startWorker,
  until,
} from './fixture.ts';

/** Whether redis-server is built with TLS and openssl can make it a certificate. */
const hasTls =
  hasRedis &&
  spawnSync('openssl', ['version']).status === 0 &&
  !spawnSync('redis-server', ['--tls-port', '0', '--port', 'none'], { encoding: 'utf8' }).stderr.includes(
    'tls-port',
  );

/** Options of a server with a certificate for this machine, signed by itself. */
function certified(folder: string): string[] {
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=multiscale'];
  const made = spawnSync('openssl', [
    ...request,
    ...['-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', certificate],
  ]);
  if (made.status !== 0) throw new Error('openssl makes no certificate');
  return ['--tls-cert-file', certificate, '--tls-key-file', key, '--tls-auth-clients', 'no'];
}

if (!hasRedis) console.warn('redis-server is not installed: the tests of distributed runs are skipped');

const count = 12;
const tasks = fixtureTasks(count);

describe.skipIf(!hasRedis)('a run through Redis', () => {
  let folder: string;
  let log: string;
  let store: Store;
  let server: RedisServer;
  let workers: (ChildProcess & { readonly said: () => string })[];
  const work = (options: { pause?: number; source?: string; commit?: string } = {}) => {
    const worker = startWorker(server.url, { count, log, ...options });
    workers.push(worker);
    return worker;
  };
  const expectAll = async () => {
    for (const task of tasks) {
      const found = await store.read(task.key);
      if (found.state !== 'present') throw new Error(`${task.id} is ${found.state}`);
      expect(Buffer.from(found.entry.files['artifact.json'])).toEqual(Buffer.from(fixtureArtifact(task)));
    }
  };

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'queue-'));
    log = join(folder, 'log');
    writeFileSync(log, '');
    store = new Store(join(folder, 'cache'));
    server = await RedisServer.start();
    workers = [];
  });
  afterEach(async () => {
    for (const worker of workers) worker.kill('SIGKILL');
    await server.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  test('two workers compute every task once, and Redis keeps nothing but what others start from', async () => {
    work();
    work();
    const endings = await coordinate(server.url, tasks, store);
    expect([...endings.values()].every(({ type }) => type === 'done')).toBe(true);
    await expectAll();
    expect(executed(log).sort()).toEqual(tasks.map(({ id }) => id).sort());
    const redis = new Redis(server.url);
    expect(await redis.keys('multiscale:entry:*')).toEqual([`multiscale:entry:${tasks[0].key}`]);
    expect(await redis.ttl(`multiscale:entry:${tasks[0].key}`)).toBeGreaterThan(0);
    redis.disconnect();
  });

  test('tasks of killed workers are taken over', async () => {
    const victims = [work({ pause: 150 }), work({ pause: 150 })];
    const run = coordinate(server.url, tasks, store);
    await until(() => executed(log).length >= 3);
    for (const victim of victims) victim.kill('SIGKILL');
    work();
    await run;
    await expectAll();
    expect(executed(log).length).toBeLessThanOrEqual(count + victims.length);
  });

  test('a run survives that Redis is killed and comes back without its memory', async () => {
    work({ pause: 60 });
    work({ pause: 60 });
    const run = coordinate(server.url, tasks, store);
    await until(() => executed(log).length >= 4);
    await server.kill();
    await nap(300);
    await server.restart();
    await run;
    await expectAll();
  });

  test('another coordinator takes up what a killed one has left', async () => {
    work({ pause: 100 });
    const killed = startCoordinator(server.url, join(folder, 'cache'), count);
    await until(() => executed(log).length >= 3);
    killed.kill('SIGKILL');
    expect(executed(log).length).toBeLessThan(count);
    await coordinate(server.url, tasks, store);
    await expectAll();
    expect(executed(log).sort()).toEqual(tasks.map(({ id }) => id).sort());
  });

  test('a worker with other sources is refused, and told why', async () => {
    const stranger = work({ source: 'two' });
    const left = new Promise((resolve) => stranger.once('exit', resolve));
    work();
    await Promise.all([coordinate(server.url, tasks, store), left]);
    expect(stranger.exitCode).toBe(1);
    expect(stranger.said()).toMatch(
      /would not compute what the run asks for.*source of fixture.*same commit/,
    );
    await expectAll();
  });

  test('a worker of another commit is refused, and told which', async () => {
    const stranger = work({ commit: 'd4e5f6' });
    const left = new Promise((resolve) => stranger.once('exit', resolve));
    work({ commit: 'a1b2c3+changes' });
    await Promise.all([coordinate(server.url, tasks, store), left]);
    expect(stranger.exitCode).toBe(1);
    expect(stranger.said()).toContain('What differs: the commit: d4e5f6 here, a1b2c3 there.');
    await expectAll();
  });

  test('a result that does not stand up to verification is refused and computed again', async () => {
    const redis = new Redis(server.url);
    const entry = {
      provenance: { ...provenanceOf(tasks[1]), files: { 'artifact.json': '0'.repeat(64) } },
      files: { 'artifact.json': fixtureArtifact(tasks[2]) },
    };
    await new Mailbox(redis).put(tasks[1].key, entry);
    redis.disconnect();
    work();
    const lines: string[] = [];
    await coordinate(server.url, tasks, store, (line) => lines.push(line));
    expect(lines).toEqual([
      "fixture-a-seed1: a worker's result is refused, artifact.json does not match its checksum",
    ]);
    await expectAll();
  });

  test('a second run with other tasks is told to wait', async () => {
    work({ pause: 60 });
    const run = coordinate(server.url, tasks, store);
    await until(() => executed(log).length >= 1);
    await expect(coordinate(server.url, fixtureTasks(3, 'two'), store)).rejects.toThrow(/another run/);
    await run;
  });
});

describe.skipIf(!hasRedis)('the address of a queue', () => {
  test('passwords are honoured and never repeated', async () => {
    const server = await RedisServer.start('--requirepass', 'open sesame');
    try {
      (await connect(server.at({ password: 'open sesame' }))).disconnect();
      const error = await connect(server.at({ password: 'guess' })).then(
        () => null,
        (reason: Error) => reason.message,
      );
      expect(error).toMatch(/^no Redis at redis:\/\/:\*\*\*@127\.0\.0\.1:\d+.*(WRONGPASS|NOAUTH)/);
      expect(error).not.toContain('guess');
    } finally {
      await server.kill();
    }
  });

  test.skipIf(!hasTls)(
    'a run goes through TLS where the certificate is known, and nowhere else',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'tls-'));
      const server = await RedisServer.start('--requirepass', 'open sesame', ...certified(folder));
      const [certificates, certificate] = [tls.getCACertificates(), join(folder, 'certificate.pem')];
      const [url, log] = [server.at({ password: 'open sesame', tls: true }), join(folder, 'log')];
      const worker = () => {
        writeFileSync(log, '');
        return startWorker(url, { count: 3, log, environment: { NODE_EXTRA_CA_CERTS: certificate } });
      };
      let started: ChildProcess | undefined;
      try {
        await expect(connect(url)).rejects.toThrow(/no Redis at rediss:\/\/:\*\*\*@.*certificate/);
        tls.setDefaultCACertificates([...certificates, readFileSync(certificate, 'utf8')]);
        started = worker();
        const endings = await coordinate(url, fixtureTasks(3), new Store(join(folder, 'cache')));
        expect([...endings.values()].map(({ type }) => type)).toEqual(['done', 'done', 'done']);
        expect(executed(log)).toHaveLength(3);
      } finally {
        started?.kill('SIGKILL');
        tls.setDefaultCACertificates(certificates);
        await server.kill();
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );

  test('where nothing answers, the error names the address', async () => {
    await expect(connect('redis://127.0.0.1:1')).rejects.toThrow(/no Redis at redis:\/\/127\.0\.0\.1:1/);
  });
});
