import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { runOptions } from '../../../scripts/experiment-options.ts';
import { projectRoot } from '../../../src/pipeline/paths.ts';
import { linesOf, until } from '../run/fixture.ts';
import { Checkout } from './checkout.ts';

let folder: string;
let checkout: Checkout;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'setup-'));
  checkout = new Checkout(folder);
});
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const compiler = () => ['g++', 'make'].forEach((name) => checkout.program(name));
const calls = (of: string) => linesOf(checkout.log).filter((line) => line.includes(of));

/** Sets up TensorFlow and expects to do without it. */
async function fallback(): Promise<{ reason: string; remedy: string | undefined; said: string }> {
  const part = checkout.start('tensorflow');
  const { tensorflow } = await part.state;
  if (tensorflow?.status !== 'wasm') throw new Error(`not without native TensorFlow: ${part.said()}`);
  return { reason: tensorflow.reason!, remedy: tensorflow.remedy, said: part.said() };
}

test('with everything there, native TensorFlow is fetched, built, linked and proved, and then found in the cache', async () => {
  compiler();
  checkout.python();
  const first = await checkout.start('tensorflow').state;
  expect(first.tensorflow).toMatchObject({ status: 'native', version: '2.18.1' });
  const linked = join(checkout.root, 'node_modules/@tensorflow/tfjs-node');
  expect(readFileSync(join(linked, 'deps/lib/lib.so'), 'utf8')).toBe('library');
  expect(readFileSync(join(linked, 'lib/napi-v8/tfjs_binding.node'), 'utf8')).toBe('addon');
  await checkout.start('tensorflow').state;
  expect(calls('pip download')).toHaveLength(1);
});

test('without python3, set-up says so in one line and goes on with WebAssembly and the quick profile', async () => {
  compiler();
  const { reason, remedy, said } = await fallback();
  expect(reason).toBe('python3 is missing');
  expect(remedy).toMatch(/install .*python3|xcode-select/);
  expect(said).toMatch(
    /^No native TensorFlow: python3 is missing\. To have it: .*\. Going on with WebAssembly and the quick profile\.\n$/,
  );
});

test('everything that is missing is named at once, before anything is fetched', async () => {
  expect((await fallback()).reason).toBe('python3, a C++ compiler and make are missing');
  checkout.program('python3', 'exit 1');
  expect((await fallback()).reason).toBe('pip, a C++ compiler and make are missing');
  expect(calls('pip download')).toEqual([]);
});

test('without the network, and with another wheel than the pinned one, the reason says it', async () => {
  compiler();
  checkout.program('python3', 'case "$*" in *download*) echo "no route to host" >&2; exit 1 ;; esac');
  expect((await fallback()).reason).toBe('pip could not fetch tensorflow-cpu 2.18.1 (no route to host)');
  checkout.python({ wheel: 'another wheel' });
  expect((await fallback()).reason).toMatch(/^the wheel that pip fetched has sha256 [0-9a-f]{64}, expected/);
  expect(readdirSync(checkout.cache)).toEqual([]);
});

test('two set-ups at once fetch once, and one that is killed leaves nothing that disturbs the next', async () => {
  compiler();
  checkout.python({ seconds: 0.4 });
  const killed = checkout.start('tensorflow');
  await until(() => calls('pip download').length === 1);
  killed.child.kill('SIGKILL');
  const both = [checkout.start('tensorflow'), checkout.start('tensorflow')];
  for (const { tensorflow } of await Promise.all(both.map(({ state }) => state)))
    expect(tensorflow).toMatchObject({ status: 'native' });
  expect(calls('pip download')).toHaveLength(2);
  expect(readdirSync(checkout.cache).filter((name) => /\.(tmp|lock)/.test(name))).toEqual([]);
});

/** An npm that installs what the lockfile says, taking so long. */
function npm(milliseconds: number): NodeJS.ProcessEnv {
  const path = join(folder, 'npm-cli.js');
  writeFileSync(
    path,
    `const { appendFileSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs');
appendFileSync(${JSON.stringify(checkout.log)}, 'npm ' + process.argv.slice(2).join(' ') + '\\n');
setTimeout(() => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  delete packages[''];
  for (const folder of Object.keys(packages)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(folder + '/package.json', '{}');
  }
  writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages }));
}, ${milliseconds});`,
  );
  return { npm_execpath: path, npm_node_execpath: process.execPath };
}

test('packages are installed once by two set-ups, again after one was killed, and not when they are there', async () => {
  const killed = checkout.start('packages', npm(30_000));
  await until(() => calls('npm ci').length === 1);
  killed.child.kill('SIGKILL');
  // Its npm, which is left behind, is ended by who takes over.
  const environment = npm(300);
  const both = [checkout.start('packages', environment), checkout.start('packages', environment)];
  for (const { evidence } of await Promise.all(both.map(({ state }) => state)))
    expect(evidence?.packages).toEqual(expect.any(String));
  // Retries without a network take minutes, although everything may be cached.
  for (const call of calls('npm ci')) expect(call).toContain('--prefer-offline');
  expect(calls('npm ci')).toHaveLength(2);
  expect(existsSync(join(checkout.root, '.cache/setup.lock'))).toBe(false);
  await checkout.start('packages', environment).state;
  expect(calls('npm ci')).toHaveLength(2);
  const lock = join(checkout.root, 'package-lock.json');
  writeFileSync(lock, readFileSync(lock, 'utf8').replace('sha512-x', 'sha512-y'));
  await checkout.start('packages', environment).state;
  expect(calls('npm ci')).toHaveLength(3);
});

test('who asks for WebAssembly gets it, with the quick profile', async () => {
  vi.stubEnv('MULTISCALE_BACKEND', 'wasm');
  const written: string[] = [];
  const write = vi
    .spyOn(process.stderr, 'write')
    .mockImplementation((text) => (written.push(String(text)), true));
  try {
    expect(await runOptions({ force: false })).toMatchObject({ backendName: 'wasm', profile: 'quick' });
    expect(written.join('')).toContain('using WebAssembly, profile quick');
  } finally {
    write.mockRestore();
    vi.unstubAllEnvs();
  }
});

test('with nothing missing, set-up takes less than a second', () => {
  const seconds = () => {
    const started = performance.now();
    const words = ['scripts/setup.mjs', '--', 'scripts/setup/backend.mjs'];
    expect(spawnSync(process.execPath, words, { cwd: projectRoot }).status).toBe(0);
    return (performance.now() - started) / 1000;
  };
  // The best of a few: other tests run meanwhile.
  expect(Math.min(...[1, 2, 3].map(seconds))).toBeLessThan(1);
});
