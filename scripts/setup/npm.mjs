import { run } from './run.mjs';

/** npm as whoever started us runs it; its own Node, because `npm ci` deletes the one in node_modules. */
function npmCommand(env) {
  const cli = env.npm_execpath ?? '';
  if (/npm-cli\.c?js$/.test(cli))
    return { command: env.npm_node_execpath ?? process.execPath, before: [cli] };
  return { command: 'npm', before: [] };
}

/**
 * Installs exactly what the lockfile says, development packages too, whatever NODE_ENV is.
 * @throws Error with npm's own words
 */
export async function npmCi({ root, env, signal, progress }, adopt) {
  const { command, before } = npmCommand(env);
  const quiet = ['--loglevel=error', '--no-audit', '--no-fund', '--no-progress'];
  // What is cached needs no network, whose retries take minutes; checksums say whether it is the right one.
  const how = ['--include=dev', '--include=optional', '--ignore-scripts', '--prefer-offline'];
  const args = [...before, 'ci', ...how, ...quiet];
  // npm is a batch file on Windows.
  const shell = process.platform === 'win32';
  const { code, output } = await progress.during({ subject: 'packages', activity: 'npm ci' }, () =>
    run(command, args, { cwd: root, env, signal, adopt, shell }),
  );
  if (code !== 0) throw new Error(`npm ci failed (exit code ${code})\n${output.trim()}`);
}
