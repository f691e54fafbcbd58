import { parseArgs, type ParseArgsConfig } from 'node:util';
import { Complaint } from './complaint.ts';
import { writeFault } from './disk-fault.ts';
import { isToldToEnd } from './end-on-signals.ts';
import { Interrupted } from './stoppable.ts';

/** A mistake of whoever typed the command: shown without a stack, exit code 2. */
export class UsageError extends Error {}

/** Not a failure: `--help` was given, and the message is the text. */
class HelpAsked extends Error {}

type Options = NonNullable<ParseArgsConfig['options']>;
/** The options of a command line by their names, and its other words. */
export type Parsed<T extends Options> = ReturnType<typeof parseArgs<{ options: T; allowPositionals: true }>>;

/** What is said of an error: of one that was foreseen its message, of another one where it comes from. */
function wordsFor(error: unknown): string {
  if (error instanceof UsageError || error instanceof Complaint) return error.message;
  return writeFault(error) ?? (error as Error).stack ?? String(error);
}

/**
 * Ends the process as its caller expects: 2 for a wrong command line, 1 for a failure, both with one clear message, and
 * 128 and its number for a signal.
 */
export async function main(run: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await run();
  } catch (error) {
    if (error instanceof Interrupted) process.exitCode = error.exitCode;
    else if (error instanceof HelpAsked) console.log(error.message);
    else if (!isToldToEnd()) {
      process.stderr.write(`${wordsFor(error)}\n`);
      process.exitCode = error instanceof UsageError ? 2 : 1;
    }
  }
}

/**
 * Parses the command line, whose words are allowed where `words` says so. `--help` ends the command with its text; an
 * unknown option or a missing value is a {@link UsageError}.
 */
export function parse<const T extends Options>(
  help: string,
  options: T,
  {
    words = false,
    args = process.argv.slice(2),
  }: { readonly words?: boolean; readonly args?: readonly string[] } = {},
): Parsed<T> {
  try {
    const asked = { ...options, help: { type: 'boolean', short: 'h' } } as const;
    const line = parseArgs({ options: asked, allowPositionals: words, args: [...args] }) as Parsed<T>;
    if (!('help' in line.values)) return line;
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split(/\.\s/)[0]}. Try --help.`);
  }
  throw new HelpAsked(help);
}

/** One of the words allowed, or the fallback where the option is not given. */
export function oneOf<T extends string, F>(
  name: string,
  value: string | undefined,
  allowed: readonly T[],
  fallback: F,
): T | F {
  if (value === undefined) return fallback;
  if ((allowed as readonly string[]).includes(value)) return value as T;
  throw new UsageError(`--${name} is one of ${allowed.join(', ')}, not ${value}. Try --help.`);
}

/** More worker processes than any machine has use for. */
export const mostWorkers = 1000;

/** A whole number from 1 to `most`, or the fallback where the option is not given. */
export function positiveInteger<F>(
  name: string,
  value: string | undefined,
  { most, fallback }: { readonly most: number; readonly fallback: F },
): number | F {
  if (value === undefined) return fallback;
  if (/^[1-9]\d*$/.test(value) && Number(value) <= most) return Number(value);
  throw new UsageError(`--${name} is a whole number from 1 to ${most}, not ${value}. Try --help.`);
}
