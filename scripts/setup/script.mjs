import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { ancestors } from './processes.mjs';
import { signals } from './stop.mjs';

/** How long a script may take to heed a signal before it is told again; milliseconds. */
const patience = 800;

/** On a terminal, Ctrl-C reaches the script by itself; passing it on would interrupt it twice. */
const onTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;

/** Passes signals on. One that came to this process alone, unlike Ctrl-C, shows itself by the script going on. */
function passOn(child) {
  for (const signal of signals)
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !onTerminal) child.kill(signal);
      else setTimeout(() => child.kill('SIGTERM'), patience);
    });
}

/** npm passes on some signals and dies of others: what it started is not to go on without it. */
function followNpm(child, env) {
  if (env.npm_lifecycle_event === undefined) return;
  const line = () => ancestors().join(' ');
  const began = line();
  const timer = setInterval(() => line() !== began && child.kill('SIGHUP'), 200);
  child.once('exit', () => clearInterval(timer));
}

/**
 * Runs a script of the project under the pinned Node, with our input and output.
 * @param {import('./context.mjs').Context} context
 * @param {{ path: string }} node
 * @param {{ script: string, args: readonly string[] }} request
 * @returns {Promise<number>} its exit code; 128 + n if signal n ended it
 */
export function runScript({ root, modules, env }, node, { script, args }) {
  const path = [join(modules, '.bin'), env.PATH].filter(Boolean).join(delimiter);
  const child = spawn(node.path, [resolve(root, script), ...args], {
    stdio: 'inherit',
    // Compiled code of packages, which every process loads, is kept beside them.
    env: { NODE_COMPILE_CACHE: join(modules, '.cache', 'multiscale', 'compiled'), ...env, PATH: path },
  });
  passOn(child);
  followNpm(child, env);
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('exit', (code, signal) => done(code ?? 128 + constants.signals[signal]));
  });
}
