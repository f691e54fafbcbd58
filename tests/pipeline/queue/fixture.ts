import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as nap } from 'node:timers/promises';
import { canonicalJson, sha256 } from '../../../src/pipeline/canonical.ts';
import { announce, type Announcement } from '../../../src/pipeline/queue/announcement.ts';
import { QueuePool, type QueuePoolOptions } from '../../../src/pipeline/queue/queue-pool.ts';
import { schedule, type Ending } from '../../../src/pipeline/schedule.ts';
import { Store, type Provenance } from '../../../src/pipeline/store.ts';
import type { Task } from '../../../src/pipeline/task.ts';

/** What is checked out where the tests run, as far as they say. */
const fixtureCommit = 'a1b2c3';

export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

/** Tasks that need no engine; the last ones start from the first one's artifact. */
export function fixtureTasks(count: number, source = 'one'): Task[] {
  const make = (seed: number, inputs: readonly string[]): Task => {
    const ingredients = { seed: String(seed), source, inputs: inputs.join(' ') };
    return {
      id: `fixture-a-seed${seed}`,
      experiment: 'fixture',
      variant: 'a',
      seed,
      profile: 'quick',
      parameters: {},
      ingredients,
      inputs,
      source: {},
      timeLimit: 60,
      key: sha256(canonicalJson(ingredients)),
    };
  };
  const first = make(0, []);
  return [
    first,
    ...Array.from({ length: count - 1 }, (_, i) => make(i + 1, i + 4 >= count ? [first.key] : [])),
  ];
}

export const fixtureArtifact = ({ id, seed }: Task) =>
  new TextEncoder().encode(`${JSON.stringify({ id, square: seed ** 2 })}\n`);

/** The schema of the fixture's artifacts. */
export function checkFixture(bytes: Uint8Array): void {
  const value = JSON.parse(new TextDecoder().decode(bytes)) as { square?: unknown };
  if (typeof value.square !== 'number') throw new Error('square is not a number');
}

export function provenanceOf({ id, key, ingredients, source }: Task): Omit<Provenance, 'files'> {
  return {
    id,
    key,
    status: 'complete',
    ingredients,
    source,
    commit: null,
    backend: { name: 'wasm', version: 'fixture', threads: 1, precision: 'float32' },
    node: process.version,
    started: '2026-01-01T00:00:00.000Z',
    seconds: 1,
    work: { gradientSteps: 0, hessianVectorProducts: 0 },
    resumptions: 0,
    peakMemoryBytes: 1,
    cpu: 'fixture',
  } as Omit<Provenance, 'files'>;
}

export const announcementOf = (tasks: readonly Task[], commit: string | null = fixtureCommit): Announcement =>
  announce(tasks, { commit, profile: 'quick', seeds: null, firstSeed: null, dataset: null, sweep: null });

/** A Redis server of its own, with nothing on disk. */
export class RedisServer {
  readonly port: number;
  readonly #words: readonly string[];
  #process: ChildProcess | undefined;

  private constructor(port: number, words: readonly string[]) {
    this.port = port;
    this.#words = words;
  }

  static async start(...words: string[]): Promise<RedisServer> {
    const probe = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => probe.once('listening', resolve));
    const { port } = probe.address() as AddressInfo;
    await new Promise((resolve) => probe.close(resolve));
    const server = new RedisServer(port, words);
    await server.restart();
    return server;
  }

  get url(): string {
    return this.at();
  }

  /** Its address, with a password or through TLS. */
  at({
    user = '',
    password,
    tls = false,
  }: { readonly user?: string; readonly password?: string; readonly tls?: boolean } = {}): string {
    const secret = password === undefined ? '' : `${user}:${encodeURIComponent(password)}@`;
    return `${tls ? 'rediss' : 'redis'}://${secret}127.0.0.1:${this.port}`;
  }

  async restart(): Promise<void> {
    const process = spawn(
      'redis-server',
      [
        ...(this.#words.includes('--tls-cert-file')
          ? ['--port', '0', '--tls-port', String(this.port)]
          : ['--port', String(this.port)]),
        ...['--bind', '127.0.0.1', '--save', '', ...this.#words],
      ],
      { stdio: ['ignore', 'pipe', 'ignore'], cwd: tmpdir() },
    );
    this.#process = process;
    await new Promise<void>((resolve, reject) => {
      process.once('exit', () => reject(new Error('redis-server does not start')));
      process.stdout.on('data', (text: Buffer) => text.includes('Ready to accept') && resolve());
    });
  }

  /** Stops it, so that it is there and does not answer, or lets it go on. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.#process!.kill(signal);
  }

  async kill(): Promise<void> {
    const process = this.#process!;
    const gone = new Promise((resolve) => process.once('exit', resolve));
    process.kill('SIGKILL');
    await gone;
  }
}

interface WorkerOptions {
  readonly count: number;
  readonly log: string;
  /** Of a task; milliseconds. */
  readonly pause?: number;
  readonly source?: string;
  readonly commit?: string;
  readonly environment?: NodeJS.ProcessEnv;
}

export type Started = ChildProcess & { readonly said: () => string };

function start(file: string, words: readonly string[], environment: NodeJS.ProcessEnv = {}): Started {
  const child = spawn(process.execPath, [fileURLToPath(new URL(file, import.meta.url)), ...words], {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...environment },
  });
  let said = '';
  child.stderr.on('data', (text: Buffer) => (said += text.toString()));
  return Object.assign(child, { said: () => said });
}

/** A coordinator in a process of its own. */
export const startCoordinator = (url: string, cache: string, count: number, source = 'one'): Started =>
  start('./fixture-coordinator.ts', [url, cache, String(count), source]);

/** A worker in a process of its own; what it executes is counted in `log`. */
export const startWorker = (
  url: string,
  { count, log, pause = 30, source = 'one', commit = fixtureCommit, environment }: WorkerOptions,
): Started => {
  const cache = mkdtempSync(join(dirname(log), 'worker-'));
  return start(
    './fixture-worker.ts',
    [url, cache, log, String(count), String(pause), source, commit],
    environment,
  );
};

/** Ids of the tasks that were executed, as often as they were. */
export const executed = (log: string): string[] => readFileSync(log, 'utf8').split('\n').filter(Boolean);

/** Has all tasks computed through the queue, as a run does. */
export async function coordinate(
  url: string,
  tasks: readonly Task[],
  store: Store,
  say: (line: string) => void = () => undefined,
  more: Pick<QueuePoolOptions, 'leaving' | 'patience'> = {},
): Promise<Map<string, Ending>> {
  const pool = await QueuePool.open({
    url,
    announcement: announcementOf(tasks),
    store,
    checkArtifact: checkFixture,
    // From nothing to what no task has ever taken.
    expected: ({ seed }) => [0, 0.2, 1, 600, Infinity][seed % 5],
    keys: new Set(tasks.map(({ key }) => key)),
    say,
    ...more,
  });
  const endings = new Map<string, Ending>();
  try {
    await schedule(tasks, {
      concurrency: tasks.length,
      expected: () => 1,
      claim: () => true,
      release: () => undefined,
      isStored: async ({ key }) => (await store.read(key)).state === 'present',
      execute: (task) => pool.execute(task, () => undefined),
      ended: ({ id }, ending) => void endings.set(id, ending),
    });
    return endings;
  } finally {
    await pool.stop();
  }
}

export async function until(what: () => boolean): Promise<void> {
  for (let i = 0; i < 500; i++) {
    if (what()) return;
    await nap(20);
  }
  throw new Error('it does not happen');
}
