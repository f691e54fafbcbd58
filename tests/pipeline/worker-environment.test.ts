import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WorkerPool } from '../../src/pipeline/pool.ts';
import { workerSurroundings } from '../../src/pipeline/worker-environment.ts';
import { readSetup } from '../../scripts/setup/state.mjs';

const always = { LC_ALL: 'C.UTF-8', TZ: 'UTC' };

test.each([
  ['locale', { LANG: 'de_DE.UTF-8', LC_NUMERIC: 'de_DE.UTF-8', LANGUAGE: 'de' }, {}],
  ['time zone', { TZ: 'Pacific/Auckland' }, {}],
  ['routines of the C library', { GLIBC_TUNABLES: 'glibc.cpu.hwcaps=-AVX2,-FMA' }, {}],
  ['what is loaded into Node', { NODE_OPTIONS: '--import=./patched-math.mjs --jitless' }, {}],
  [
    'memory, which stays',
    { NODE_OPTIONS: '--require ./x.cjs --max-old-space-size=64 --max_semi_space_size 8' },
    { NODE_OPTIONS: '--max-old-space-size=64 --max_semi_space_size 8' },
  ],
  [
    'a cache and a path, which stay',
    { PATH: '/bin', MULTISCALE_CACHE: 'c' },
    { PATH: '/bin', MULTISCALE_CACHE: 'c' },
  ],
])('a worker finds the same surroundings everywhere: %s', (_, given, kept) => {
  const { env } = workerSurroundings(given, []);
  const plain = workerSurroundings({}, []).env;
  expect(env).toEqual({ ...plain, ...always, ...kept });
  expect(plain['TF_ENABLE_ONEDNN_OPTS']).toBe('0');
});

test('of the options of its parent, a worker has those that are about memory', () => {
  const given = ['--no-use-libm-trig-functions', '--max-old-space-size=512', '--import', './x.mjs'];
  expect(workerSurroundings({}, given).execArgv).toEqual([
    '--max-old-space-size=512',
    '--single-threaded-gc',
  ]);
});

let cache: string;
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'surroundings-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(cache, { recursive: true });
});

test('a worker computes with the same arithmetic whatever surrounds the run', async () => {
  const backend = readSetup()?.tensorflow?.status ?? 'wasm';
  const found = async () => {
    const pool = new WorkerPool(backend, cache);
    return pool.backend().finally(() => pool.stop());
  };
  const expected = await found();
  expect(expected.arithmetic).toMatch(/^[0-9a-f]{8}$/);
  const hostile = {
    GLIBC_TUNABLES: 'glibc.cpu.hwcaps=-AVX2,-FMA,-FMA4',
    TF_ENABLE_ONEDNN_OPTS: '1',
    ONEDNN_MAX_CPU_ISA: 'SSE41',
    LC_ALL: 'de_DE.UTF-8',
    TZ: 'Pacific/Auckland',
  };
  for (const [name, value] of Object.entries(hostile)) vi.stubEnv(name, value);
  expect(await found()).toEqual(expected);
});
