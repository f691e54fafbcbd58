import { spawn, type SpawnOptions } from 'node:child_process';
import { constants } from 'node:os';

/** Signals that tell a process to end, and what a shell expects of one that they ended. */
export const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
export const exitCodeOf = (signal: NodeJS.Signals): number => 128 + constants.signals[signal];

/** How long a program that is told to end may take to tidy up, and how long this one may in all; milliseconds. */
const [patience, patienceInAll] = [1000, 1500];

/** A signal has ended the work of this process. */
export class Interrupted extends Error {
  readonly exitCode: number;

  constructor(signal: NodeJS.Signals) {
    super(`ended by ${signal}`);
    this.exitCode = exitCodeOf(signal);
  }
}

/**
 * Does work that ends early and leaves nothing behind once `stop` is aborted, as a signal to this process does.
 * @throws Interrupted where a signal came
 */
export async function untilSignal<T>(work: (stop: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const end = (signal: NodeJS.Signals) => {
    const reason = new Interrupted(signal);
    stop.abort(reason);
    setTimeout(() => process.exit(reason.exitCode), patienceInAll).unref();
  };
  for (const signal of signals) process.on(signal, end);
  try {
    return await work(stop.signal);
  } catch (error) {
    stop.signal.throwIfAborted();
    throw error;
  } finally {
    for (const signal of signals) process.off(signal, end);
  }
}

/** What a program is run with; `hear` gets what it says, which else appears where ours does. */
export interface Program extends SpawnOptions {
  readonly stop: AbortSignal;
  readonly hear?: (text: string) => void;
}

/**
 * Runs a program to its end; its exit code. Once `stop` is aborted it has a second to end by itself.
 * @throws what `stop` was aborted with
 */
export function runProgram(
  program: string,
  words: readonly string[],
  { stop, hear, ...options }: Program,
): Promise<number> {
  stop.throwIfAborted();
  return new Promise((resolve, reject) => {
    const output = hear ? 'pipe' : 'inherit';
    const child = spawn(program, words, { stdio: ['inherit', output, output], ...options });
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => hear!(text));
    let last: NodeJS.Timeout | undefined;
    const end = () => {
      child.kill();
      last = setTimeout(() => child.kill('SIGKILL'), patience);
    };
    stop.addEventListener('abort', end);
    const settle = (code: number | null) => {
      clearTimeout(last);
      stop.removeEventListener('abort', end);
      if (stop.aborted) reject(stop.reason as Error);
      else resolve(code ?? 1);
    };
    child.on('error', reject);
    // What it started may hold its output open; nobody waits for that when all is to end.
    child.on('exit', (code) => (stop.aborted || !hear ? settle(code) : undefined));
    child.on('close', settle);
  });
}
