export const help = `npm run setup [-- options]      sets up what is missing and says what it found
node scripts/setup.mjs -- script.ts [arguments]      the same, then runs the script under the pinned Node

Packages by npm ci, the pinned Node, native TensorFlow, a browser for the tests. What is made once for all checkouts
is kept in the per-user cache ($XDG_CACHE_HOME/multiscale, by default ~/.cache/multiscale).

  -h, --help             this text

MULTISCALE_BACKEND=wasm does without native TensorFlow.
`;

/** A mistake of whoever typed the command. */
export class UsageError extends Error {}

const isHelp = (argument) => argument === '--help' || argument === '-h';

/**
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ kind: 'help' } | { kind: 'setup' } | { kind: 'run', script: string, args: readonly string[], asksHelp: boolean }}
 * @throws {UsageError}
 */
export function parseCommandLine(args, env) {
  const backend = env.MULTISCALE_BACKEND;
  if (backend && !['native', 'wasm'].includes(backend))
    throw new UsageError(`MULTISCALE_BACKEND is native or wasm, not ${backend}`);
  const end = args.indexOf('--');
  const own = end < 0 ? args : args.slice(0, end);
  const unknown = own.find((argument) => !isHelp(argument));
  if (unknown !== undefined) throw new UsageError(`setup does not know ${unknown}. Try --help.`);
  if (own.length > 0) return { kind: 'help' };
  if (end < 0) return { kind: 'setup' };
  const [script, ...rest] = args.slice(end + 1);
  if (script === undefined) throw new UsageError('no script is named after --. Try --help.');
  return { kind: 'run', script, args: rest, asksHelp: rest.some(isHelp) };
}
