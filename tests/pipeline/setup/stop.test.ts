import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { projectRoot } from '../../../src/pipeline/paths.ts';
import { leaves, linesOf, until, untilEnd } from '../run/fixture.ts';
import { Checkout } from './checkout.ts';

let folder: string;
let checkout: Checkout;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stop-'));
  checkout = new Checkout(folder);
  cpSync(join(projectRoot, 'scripts'), join(checkout.root, 'scripts'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const calls = (of: string) => linesOf(checkout.log).filter((line) => line.includes(of));

/** A set-up of its own scripts, in a process group of its own. */
function setUp(environment: NodeJS.ProcessEnv): ChildProcess & { readonly said: () => string } {
  const child = spawn(process.execPath, ['scripts/setup.cjs'], {
    cwd: checkout.root,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: checkout.path, XDG_CACHE_HOME: checkout.cache, ...environment },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text));
  return Object.assign(child, { said: () => said });
}

/** A zombie, whom nobody has buried yet, does not run. */
function runs(pid: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)![0] !== 'Z';
  } catch {
    return false;
  }
}

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)(
  'a set-up that %s ends is gone within two seconds, with all it started and its locks',
  async (signal, code) => {
    // npm and pip that take long, and start something that takes long as well.
    const long = 'sleep 300 & echo "pid $!" >> "$LOG"; echo "pid $$" >> "$LOG"; wait';
    checkout.program('npm', long);
    checkout.program('python3', `case "$*" in *download*) ${long} ;; esac`);
    ['g++', 'make'].forEach((name) => checkout.program(name));
    const run = setUp({ LOG: checkout.log });
    await until(() => calls('pid').length === 4);
    const told = performance.now();
    run.kill(signal);
    expect(await untilEnd(run), run.said()).toBe(code);
    expect(performance.now() - told).toBeLessThan(2000);
    for (const line of calls('pid')) expect(runs(line.split(' ')[1]), line).toBe(false);
    expect(existsSync(join(checkout.root, '.cache/setup.lock'))).toBe(false);
    expect(
      spawnSync('find', [checkout.cache, '-name', '*.lock', '-o', '-name', '*.tmp'], { encoding: 'utf8' })
        .stdout,
    ).toBe('');
    // That it was told to end says nothing of what there is.
    expect(existsSync(join(checkout.root, 'node_modules/.cache/multiscale/setup.json'))).toBe(false);
    expect(run.said()).not.toContain('No native TensorFlow');
  },
);

test('what cannot be written is said in a line, with what helps', async () => {
  const cache = join(checkout.root, '.cache');
  mkdirSync(cache);
  // Nobody is kept by the rights of files from writing where he is root.
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'ro', 'tmpfs', cache]).status === 0;
  if (!isMounted) chmodSync(cache, 0o555);
  try {
    const run = setUp({});
    expect(await untilEnd(run)).toBe(1);
    expect(run.said()).toMatch(
      /^\/\S+\.cache\S* (is on a read-only disk|cannot be written by this user) \(E\w+\); set-up writes .*\n$/,
    );
  } finally {
    if (isMounted) spawnSync('umount', [cache]);
    else chmodSync(cache, 0o755);
  }
});

test.each([
  ['itself', 'spawn(process.execPath, words, { stdio: "inherit" })'],
  [
    'through a shell',
    'spawn("sh", ["-c", `"${process.execPath}" ${words.join(" ")}; true`], { stdio: "inherit" })',
  ],
])('a script ends when the npm is gone that started it %s, and passes on no hang-up', async (_, start) => {
  const words = ['scripts/setup.mjs', '--', 'tests/pipeline/setup/wait.mjs'];
  const code = `const { spawn } = require('node:child_process'); const words = ${JSON.stringify(words)}; ${start}`;
  const npm = spawn(process.execPath, ['-e', code], {
    cwd: projectRoot,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, npm_lifecycle_event: 'dev' },
  });
  await new Promise((resolve) => npm.stdout.once('data', resolve));
  const told = performance.now();
  npm.kill('SIGHUP');
  await until(() => !leaves(npm));
  expect(performance.now() - told).toBeLessThan(2000);
});
