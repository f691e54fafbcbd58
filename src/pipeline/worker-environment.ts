import { settled } from '../engine/environment.ts';

/** Variables that the system's libraries read before a program can change them: which routines they use, and how they write. */
const ofTheSystem = /^(GLIBC_TUNABLES|LANG|LANGUAGE|LC_\w+|TZ|NODE_OPTIONS|NODE_ICU_DATA)$/;

/** Options of Node that are about memory; others could change what the language computes, or load something into it. */
const memoryOption = /--(max|min)[-_](old|semi)[-_]space[-_]size(?:[-_]percentage)?(?:=|\s+)\d+/g;

const memoryOptions = (words: string): string[] => words.match(memoryOption) ?? [];

/**
 * How a worker is started, whatever surrounds the run: a computation finds the same settings, language and time zone on
 * every machine.
 */
export function workerSurroundings(
  environment: NodeJS.ProcessEnv,
  execArgv: readonly string[],
): { readonly env: NodeJS.ProcessEnv; readonly execArgv: string[] } {
  const kept = Object.entries(settled(environment)).filter(([name]) => !ofTheSystem.test(name));
  const options = memoryOptions(environment['NODE_OPTIONS'] ?? '').join(' ');
  return {
    env: {
      ...Object.fromEntries(kept),
      LC_ALL: 'C.UTF-8',
      TZ: 'UTC',
      ...(options !== '' && { NODE_OPTIONS: options }),
    },
    // A collector on threads of its own would take the next worker's core from it, and costs more in all.
    execArgv: [...memoryOptions(execArgv.join(' ')), '--single-threaded-gc'],
  };
}
