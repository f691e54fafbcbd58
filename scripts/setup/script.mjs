import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter, join, resolve } from 'node:path';

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** On a terminal, Ctrl-C reaches the script by itself; passing it on would interrupt it twice. */
const onTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;

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
  for (const signal of forwarded)
    process.on(signal, () => (signal === 'SIGINT' && onTerminal ? undefined : child.kill(signal)));
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('exit', (code, signal) => done(code ?? 128 + constants.signals[signal]));
  });
}
