/*
 * kills.ts [--kills N] [--seed N] [--longest-pause MS] [--experiments all|ID,… [--backend native|wasm]]
 *
 * Kills processes of runs at random moments and compares what a last run publishes with an undisturbed one. Of the
 * project's experiments with --experiments ("all" for every one), in the quick profile; else of the tests' own walks.
 * Both count every step that was repeated.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as nap } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { random, type Random } from '../../../src/math/random.ts';
import { isHeld } from '../../../src/pipeline/locks.ts';
import { ended, fingerprints, linesOf, startRun, strayFiles, untilEnd } from './fixture.ts';
import { stepsPerCheckpoint } from './registry.ts';
import { stepsIn, type Steps } from './steps.ts';

const victims = ['worker', 'parent', 'group'] as const;
type Victim = (typeof victims)[number];

export interface Tally {
  readonly kills: Readonly<Record<Victim, number>>;
  /** Runs that came to their end under fire, after which the cache was emptied. */
  readonly finishedRuns: number;
  /** Files of the last run's results that differ from the undisturbed run's. */
  readonly different: readonly string[];
  /** Files in the cache that belong to no entry, result or record. */
  readonly stray: readonly string[];
  /** Artifacts whose account of gradient steps and Hessian-vector products differs from the undisturbed run's. */
  readonly miscounted: readonly string[];
  /**
   * Steps that were made more than once, and the most that the kills explain, with every victim just before a checkpoint:
   * of walks, or gradient steps and Hessian-vector products.
   */
  readonly repeated: { readonly steps: number; readonly atMost: number };
}

export interface KillOptions {
  readonly kills: number;
  readonly seed: number;
  /** Kills come this many milliseconds apart at most. */
  readonly longestPause: number;
  /** Experiments of the project, or `all`; none for the walks of the tests. */
  readonly experiments: readonly string[];
  readonly backend: string;
  readonly say: (line: string) => void;
}

const isAll = (experiments: readonly string[]) => experiments.length === 1 && experiments[0] === 'all';

function startReal(
  cache: string,
  { experiments, backend }: KillOptions,
  environment: NodeJS.ProcessEnv,
): ChildProcess {
  const script = fileURLToPath(new URL('./start-counted.ts', import.meta.url));
  return spawn(process.execPath, [script, backend, ...(isAll(experiments) ? [] : experiments)], {
    detached: true,
    stdio: 'ignore',
    env: { ...process.env, MULTISCALE_CACHE: cache, ...environment },
  });
}

function workersOf(pid: number): number[] {
  const { stdout } = spawnSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' });
  return stdout.split('\n').map(Number).filter(Boolean);
}

/** Kills one of the run's processes or all of them; false where there was nobody to kill. */
function strike({ pid }: ChildProcess, victim: Victim, chance: Random): boolean {
  const workers = workersOf(pid!);
  if (victim === 'worker' && workers.length === 0) return false;
  const worker = workers[chance.integer(0, Math.max(0, workers.length - 1))];
  try {
    process.kill({ worker, parent: pid!, group: -pid! }[victim], 'SIGKILL');
    return true;
  } catch {
    return false;
  }
}

/** Until tasks are being worked on, as the locks of living processes show, or the run has ended. */
async function untilAtWork(run: ChildProcess, cache: string): Promise<void> {
  const locks = join(cache, 'locks');
  while (!ended(run)) {
    const held = existsSync(locks) && readdirSync(locks).some((key) => isHeld(join(locks, key)));
    if (held) return;
    await nap(20);
  }
}

/** What each artifact's run is said to have asked of the engine. */
function accounts(cache: string): Map<string, string> {
  const text = readFileSync(join(cache, 'results/quick/manifest.json'), 'utf8');
  const { artifacts } = JSON.parse(text) as { artifacts: { id: string; run: { work: unknown } | null }[] };
  return new Map(artifacts.map(({ id, run }) => [id, JSON.stringify(run?.work)]));
}

const differing = (one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>) =>
  [...new Set([...one.keys(), ...other.keys()])].filter((name) => one.get(name) !== other.get(name));

/** Of walks, a line of the log is a step. */
const stepsOf = (log: string, experiments: readonly string[]): Pick<Steps, 'all' | 'mostAtRisk'> =>
  experiments.length > 0 ? stepsIn(log) : { all: linesOf(log).length, mostAtRisk: stepsPerCheckpoint };

const empty = (folder: string) => {
  for (const name of readdirSync(folder))
    rmSync(join(folder, name), { recursive: true, force: true, maxRetries: 5 });
};

export async function killRuns(options: KillOptions): Promise<Tally> {
  const { kills, seed, longestPause, experiments, say } = options;
  const chance = random(seed, 'kills');
  const folder = mkdtempSync(join(tmpdir(), 'kills-'));
  const [calm, stormy] = ['calm', 'stormy'].map((name) => mkdtempSync(join(folder, name)));
  const logOf = (cache: string) => `${cache}.log`;
  const start = (cache: string): ChildProcess => {
    const environment = { MULTISCALE_TEST_LOG: logOf(cache) };
    return experiments.length > 0
      ? startReal(cache, options, environment)
      : startRun(cache, ['walk'], { environment });
  };
  try {
    if ((await untilEnd(start(calm))) !== 0) throw new Error('the undisturbed run failed');
    const counts: Record<Victim, number> = { worker: 0, parent: 0, group: 0 };
    let [done, finishedRuns] = [0, 0];
    let run = start(stormy);
    while (done < kills) {
      // Most strike while tasks are at work, the others anywhere from the start on.
      if (chance.uniform() < 0.8) await untilAtWork(run, stormy);
      await nap(chance.uniform() * longestPause);
      if (ended(run)) {
        if (run.exitCode === 0) {
          finishedRuns++;
          empty(stormy);
        }
        run = start(stormy);
        continue;
      }
      const victim = victims[chance.integer(0, victims.length - 1)];
      if (!strike(run, victim, chance)) continue;
      counts[victim]++;
      if (++done % 10 === 0) say(`${done} of ${kills} kills, ${finishedRuns} runs finished under fire`);
    }
    await untilEnd(run);
    if ((await untilEnd(start(stormy))) !== 0) throw new Error('the last run failed');
    const [once, often] = [calm, stormy].map((cache) => stepsOf(logOf(cache), experiments));
    return {
      kills: counts,
      finishedRuns,
      different: differing(fingerprints(calm), fingerprints(stormy)),
      stray: strayFiles(stormy),
      miscounted: differing(accounts(calm), accounts(stormy)),
      repeated: {
        steps: often.all - (finishedRuns + 1) * once.all,
        // A parent's or a group's end is that of both workers.
        atMost: once.mostAtRisk * (counts.worker + 2 * (counts.parent + counts.group)),
      },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  }
}

export const isClean = ({ different, stray, miscounted, repeated }: Tally): boolean =>
  different.length + stray.length + miscounted.length === 0 && repeated.steps <= repeated.atMost;

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      kills: { type: 'string', default: '200' },
      seed: { type: 'string', default: '0' },
      'longest-pause': { type: 'string', default: '1000' },
      experiments: { type: 'string', default: '' },
      backend: { type: 'string', default: 'native' },
    },
  });
  const tally = await killRuns({
    kills: Number(values.kills),
    seed: Number(values.seed),
    longestPause: Number(values['longest-pause']),
    experiments: values.experiments.split(',').filter(Boolean),
    backend: values.backend,
    say: console.log,
  });
  console.log(JSON.stringify(tally, null, 2));
  process.exitCode = isClean(tally) ? 0 : 1;
}
