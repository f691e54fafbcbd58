import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as nap } from 'node:timers/promises';
import { sha256 } from '../../../src/pipeline/canonical.ts';

export interface Started extends ChildProcess {
  readonly said: () => string;
}

interface StartOptions {
  readonly environment?: NodeJS.ProcessEnv;
  readonly seeds?: number;
  /** Address of the Redis whose workers compute. */
  readonly queue?: string;
}

/** A run of the fixture's experiments in a process group of its own. */
export const startRun = (
  cache: string,
  ids: readonly string[],
  { environment, seeds, queue }: StartOptions = {},
): Started =>
  start('start.ts', [ids.join(','), ...(seeds === undefined ? [] : [String(seeds)])], cache, {
    ...environment,
    ...(queue !== undefined && { MULTISCALE_TEST_QUEUE: queue }),
  });

/** A worker of a queue for the fixture's experiments in a process group of its own. */
export const startQueueWorker = (
  cache: string,
  queue: string,
  environment: NodeJS.ProcessEnv = {},
): Started => start('start-worker.ts', [], cache, { ...environment, MULTISCALE_TEST_QUEUE: queue });

function start(
  file: string,
  rest: readonly string[],
  cache: string,
  environment: NodeJS.ProcessEnv,
): Started {
  const words = [fileURLToPath(new URL(file, import.meta.url)), ...rest];
  const child = spawn(process.execPath, words, {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, MULTISCALE_CACHE: cache, ...environment },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => (said += text.toString()));
  return Object.assign(child, { said: () => said });
}

export const ended = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

/** State and process group of every process, as Linux tells them. */
const processes = () =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const [state, , group] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
        return [{ state, group: Number(group) }];
      } catch {
        return [];
      }
    });

/** Whether a process still runs in the group that this one led; a zombie, whom nobody has buried yet, does not. */
export const leaves = ({ pid }: ChildProcess): boolean =>
  processes().some(({ state, group }) => group === pid && state !== 'Z');

export async function untilEnd(child: ChildProcess): Promise<number | null> {
  if (!ended(child)) await new Promise((resolve) => child.once('close', resolve));
  return child.exitCode;
}

/** How long a process may take to end after a signal: two seconds, and as many for a machine that does much else. */
const inTime = 4000;

/** Sends a signal, to the whole group if that is what `to` says, and expects the end in time, with no process left of the group. */
export async function endBy(
  signal: NodeJS.Signals,
  child: Started,
  to: 'process' | 'group' = 'process',
): Promise<number | null> {
  process.kill(to === 'group' ? -child.pid! : child.pid!, signal);
  const end = await Promise.race([untilEnd(child).then(() => 'ended'), nap(inTime, 'still runs')]);
  if (end !== 'ended') {
    process.kill(-child.pid!, 'SIGKILL');
    throw new Error(`${signal} does not end it; it said:\n${child.said()}`);
  }
  await until(() => !leaves(child));
  return child.exitCode;
}

export async function until(what: () => boolean): Promise<void> {
  for (let i = 0; i < 1500; i++) {
    if (what()) return;
    await nap(20);
  }
  throw new Error('it does not happen');
}

/** Lines of a log; none before there is one. */
export function linesOf(log: string): string[] {
  try {
    return readFileSync(log, 'utf8').split('\n').filter(Boolean);
  } catch {
    return [];
  }
}

/** sha256 of each artifact, tensor and data set of the quick profile's results. */
export function fingerprints(cache: string): ReadonlyMap<string, string> {
  const results = join(cache, 'results', 'quick');
  const files = ['artifacts', 'tensors', 'datasets'].flatMap((folder) => {
    try {
      return readdirSync(join(results, folder)).map((name) => `${folder}/${name}`);
    } catch {
      return [];
    }
  });
  return new Map(files.sort().map((name) => [name, sha256(readFileSync(join(results, name)))]));
}

const expectedPlaces = [
  /^artifacts\/[0-9a-f]{64}\/(provenance\.json|artifact\.json|tensors\.safetensors|datasets\/[\w.-]+\.safetensors)$/,
  /^latest\/quick\/[\w.-]+\.json$/,
  /^results\/quick\//,
  /^times\.json$/,
];

/** Files in a cache that belong to no entry, result or record. */
export function strayFiles(cache: string): string[] {
  return readdirSync(cache, { recursive: true, withFileTypes: true })
    .filter((entry: Dirent) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(cache.length + 1))
    .filter((name) => !expectedPlaces.some((place) => place.test(name)));
}
