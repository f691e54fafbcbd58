import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, type Dirent } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '../../src/pipeline/canonical.ts';
import { projectRoot } from '../../src/pipeline/paths.ts';
import { random, type Random } from '../../src/math/random.ts';

export interface Tally {
  readonly kills: Readonly<Record<'worker' | 'parent' | 'group', number>>;
  /** Runs that came to their end under fire, after which the cache was emptied. */
  readonly finishedRuns: number;
  /** Files of the last run's results that differ from the undisturbed run's. */
  readonly different: readonly string[];
  /** Files in the cache that belong to no entry, result or record. */
  readonly stray: readonly string[];
}

interface KillOptions {
  readonly kills: number;
  readonly seed: number;
  readonly backend: 'native' | 'wasm';
  /** Kills come this many milliseconds apart at most. */
  readonly longestPause: number;
  readonly say: (line: string) => void;
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function start(cache: string, backend: string): ChildProcess {
  const words = [
    join(projectRoot, 'scripts/experiments.ts'),
    '--profile',
    'quick',
    '--backend',
    backend,
    '--workers',
    '2',
  ];
  return spawn(process.execPath, words, {
    cwd: projectRoot,
    detached: true,
    stdio: 'ignore',
    env: { ...process.env, MULTISCALE_CACHE: cache },
  });
}

const ended = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

async function untilEnd(child: ChildProcess): Promise<number | null> {
  if (!ended(child)) await new Promise((resolve) => child.once('exit', resolve));
  return child.exitCode;
}

function workersOf(pid: number): number[] {
  const { stdout } = spawnSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' });
  return stdout.split('\n').map(Number).filter(Boolean);
}

/** Kills one of the run's processes or all of them; false where there was nobody to kill. */
function strike(child: ChildProcess, victim: 'worker' | 'parent' | 'group', chance: Random): boolean {
  const workers = workersOf(child.pid!);
  if (victim === 'worker' && workers.length === 0) return false;
  const target = {
    worker: workers[chance.integer(0, Math.max(0, workers.length - 1))],
    parent: child.pid!,
    group: -child.pid!,
  };
  try {
    process.kill(target[victim], 'SIGKILL');
    return true;
  } catch {
    return false;
  }
}

/** sha256 of each artifact, tensor and data set of the quick profile's results. */
function fingerprints(cache: string): Map<string, string> {
  const results = join(cache, 'results', 'quick');
  const files = ['artifacts', 'tensors', 'datasets'].flatMap((folder) =>
    readdirSync(join(results, folder)).map((name) => `${folder}/${name}`),
  );
  return new Map(files.map((name) => [name, sha256(readFileSync(join(results, name)))]));
}

const expectedPlaces = [
  /^artifacts\/[0-9a-f]{64}\/(provenance\.json|artifact\.json|tensors\.safetensors|datasets\/[\w-]+\.safetensors)$/,
  /^latest\/quick\/[\w-]+\.json$/,
  /^results\/quick\//,
  /^times\.json$/,
];

function strayFiles(cache: string): string[] {
  return readdirSync(cache, { recursive: true, withFileTypes: true })
    .filter((entry: Dirent) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(cache.length + 1))
    .filter((name) => !expectedPlaces.some((place) => place.test(name)));
}

/**
 * Kills workers, parents and whole groups of quick-profile runs at random moments, lets a last run finish, and compares
 * what it published with an undisturbed run.
 */
export async function killRuns({ kills, seed, backend, longestPause, say }: KillOptions): Promise<Tally> {
  const chance = random(seed, 'kills');
  const [calm, stormy] = ['calm', 'stormy'].map((name) => mkdtempSync(join(tmpdir(), `kills-${name}-`)));
  try {
    if ((await untilEnd(start(calm, backend))) !== 0) throw new Error('the undisturbed run failed');
    const counts = { worker: 0, parent: 0, group: 0 };
    let [done, finishedRuns] = [0, 0];
    let run = start(stormy, backend);
    while (done < kills) {
      await pause(chance.uniform() * longestPause);
      if (ended(run)) {
        if (run.exitCode === 0) {
          finishedRuns++;
          for (const name of readdirSync(stormy))
            rmSync(join(stormy, name), { recursive: true, force: true });
        }
        run = start(stormy, backend);
        continue;
      }
      const victim = (['worker', 'parent', 'group'] as const)[chance.integer(0, 2)];
      if (!strike(run, victim, chance)) continue;
      counts[victim]++;
      if (++done % 10 === 0) say(`${done} of ${kills} kills, ${finishedRuns} runs finished under fire`);
    }
    await untilEnd(run);
    if ((await untilEnd(start(stormy, backend))) !== 0) throw new Error('the last run failed');
    const [expected, found] = [calm, stormy].map(fingerprints);
    const names = new Set([...expected.keys(), ...found.keys()]);
    return {
      kills: counts,
      finishedRuns,
      different: [...names].filter((name) => expected.get(name) !== found.get(name)),
      stray: strayFiles(stormy),
    };
  } finally {
    for (const cache of [calm, stormy])
      if (existsSync(cache)) rmSync(cache, { recursive: true, force: true, maxRetries: 5 });
  }
}

if (import.meta.main) {
  const [kills = '200', seed = '0', backend = 'native', longestPause = '4000'] = process.argv.slice(2);
  const tally = await killRuns({
    kills: Number(kills),
    seed: Number(seed),
    backend: backend === 'wasm' ? 'wasm' : 'native',
    longestPause: Number(longestPause),
    say: console.log,
  });
  console.log(JSON.stringify(tally, null, 2));
  process.exitCode = tally.different.length + tally.stray.length === 0 ? 0 : 1;
}
