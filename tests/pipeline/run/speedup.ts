/*
 * speedup.ts [--profile quick|full] [--experiments ID,…] [--backend native|wasm] [--repeat N]
 *
 * How much faster two workers finish the experiments than one, on this machine and through a Redis on it: by the clock,
 * each on an empty cache, so on a calm machine with two cores. The queue's workers wait for the run when it begins, as
 * those of a cluster do.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as nap } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { table } from '../../../scripts/table.ts';
import { projectRoot } from '../../../src/pipeline/paths.ts';
import { hasRedis, RedisServer } from '../queue/fixture.ts';
import { untilEnd } from './fixture.ts';

/** What the speed-up should be at least. */
const required = { 'two workers': 1.85, 'two workers through Redis': 1.75 } as const;
type Way = 'one worker' | keyof typeof required;

interface Asked {
  readonly profile: string;
  readonly experiments: readonly string[];
  readonly backend: string;
}

interface Measured {
  readonly seconds: number;
  /** Sum over the tasks of the seconds that each took in its worker. */
  readonly inTasks: number;
  /** Of the machine, averaged over the last minute of the run. */
  readonly load: number;
}

function start(
  script: string,
  words: readonly string[],
  cache: string,
): ChildProcess & { said: () => string } {
  const child = spawn(process.execPath, [join(projectRoot, 'scripts', script), ...words], {
    cwd: projectRoot,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, MULTISCALE_CACHE: cache },
  });
  let said = '';
  child.stderr.on('data', (text: Buffer) => (said += text.toString()));
  return Object.assign(child, { said: () => said });
}

/** Seconds that the tasks of a run took in their workers, all together. */
function secondsInTasks(cache: string, profile: string): number {
  const text = readFileSync(join(cache, 'results', profile, 'manifest.json'), 'utf8');
  const { artifacts } = JSON.parse(text) as { artifacts: { seconds: number }[] };
  return artifacts.reduce((sum, { seconds }) => sum + seconds, 0);
}

async function timed(cache: string, asked: Asked, options: readonly string[]): Promise<Measured> {
  const { profile, experiments, backend } = asked;
  const words = [...experiments, '--profile', profile, '--backend', backend, ...options];
  const begun = performance.now();
  const run = start('experiments.ts', words, cache);
  if ((await untilEnd(run)) !== 0) throw new Error(`the run failed:\n${run.said().slice(-2000)}`);
  return {
    seconds: (performance.now() - begun) / 1000,
    inTasks: secondsInTasks(cache, profile),
    load: loadavg()[0],
  };
}

async function throughRedis(cache: string, asked: Asked): Promise<Measured> {
  const server = await RedisServer.start();
  const words = ['--queue', server.url, '--workers', '2', '--backend', asked.backend];
  const worker = start('worker.ts', words, `${cache}-worker`);
  try {
    while (!worker.said().includes('Waiting for a run')) {
      if (worker.exitCode !== null) throw new Error(`the worker ended:\n${worker.said()}`);
      await nap(50);
    }
    return await timed(cache, asked, ['--queue', server.url]);
  } finally {
    worker.kill('SIGTERM');
    await untilEnd(worker);
    await server.kill();
  }
}

const ways: Readonly<Record<Way, (cache: string, asked: Asked) => Promise<Measured>>> = {
  'one worker': (cache, asked) => timed(cache, asked, ['--workers', '1']),
  'two workers': (cache, asked) => timed(cache, asked, ['--workers', '2']),
  'two workers through Redis': throughRedis,
};

/** Each way once; the later ones expect of the tasks what they took in the first, as a second build does. */
export async function measureSpeedup(asked: Asked, say: (line: string) => void): Promise<Map<Way, Measured>> {
  const folder = mkdtempSync(join(tmpdir(), 'speedup-'));
  const times = join(folder, 'times.json');
  const measured = new Map<Way, Measured>();
  try {
    for (const way of Object.keys(ways) as Way[]) {
      if (way === 'two workers through Redis' && !hasRedis) {
        say('There is no redis-server here.');
        continue;
      }
      const cache = mkdtempSync(join(folder, 'cache-'));
      if (existsSync(times)) copyFileSync(times, join(cache, 'times.json'));
      measured.set(way, await ways[way](cache, asked));
      if (!existsSync(times)) copyFileSync(join(cache, 'times.json'), times);
      say(`${way}: ${measured.get(way)!.seconds.toFixed(1)} s`);
    }
    return measured;
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      profile: { type: 'string', default: 'quick' },
      experiments: { type: 'string', default: '' },
      backend: { type: 'string', default: 'native' },
      repeat: { type: 'string', default: '1' },
    },
  });
  const { profile, backend } = values;
  const asked = { profile, backend, experiments: values.experiments.split(',').filter(Boolean) };
  console.log(`${cpus().length} cores, ${cpus()[0].model}; load before ${loadavg()[0].toFixed(1)}`);
  let enough = true;
  for (let round = 0; round < Number(values.repeat); round++) {
    const measured = await measureSpeedup(asked, (line) => void process.stderr.write(`${line}\n`));
    const one = measured.get('one worker')!;
    const rows = [...measured].map(([way, { seconds, inTasks, load }]) => {
      const ratio = one.seconds / seconds;
      const least = way === 'one worker' ? null : required[way];
      if (least !== null && ratio < least) enough = false;
      return [
        way,
        `${seconds.toFixed(1)} s`,
        ratio.toFixed(2),
        least?.toFixed(2) ?? '',
        `${inTasks.toFixed(1)} s`,
        (inTasks / one.inTasks).toFixed(3),
        load.toFixed(1),
      ];
    });
    console.log(table(['', 'whole run', 'speed-up', 'at least', 'in tasks', 'slowed by', 'load'], rows));
  }
  process.exitCode = enough ? 0 : 1;
}
