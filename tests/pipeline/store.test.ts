import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Store, type Provenance } from '../../src/pipeline/store.ts';

let cache: string;
let store: Store;
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'store-'));
  store = new Store(cache);
});
afterEach(() => rm(cache, { recursive: true, force: true }));

const key = 'a'.repeat(64);
const provenance: Omit<Provenance, 'files'> = {
  id: 'growth-tanh4-seed0',
  key,
  status: 'complete',
  ingredients: { seed: '0' },
  source: { 'src/studies/growth/experiment.ts': 'b'.repeat(64) },
  commit: null,
  node: 'v24.0.0',
  backend: { name: 'wasm', version: 'test', threads: 1, precision: 'float32' },
  started: '2026-01-01T00:00:00.000Z',
  seconds: 1.5,
  work: { gradientSteps: 0, hessianVectorProducts: 0 },
  resumptions: 0,
  peakMemoryBytes: 1,
  cpu: 'test',
};
const files = {
  'artifact.json': new TextEncoder().encode('{"loss":0.5}\n'),
  'datasets/d.safetensors': Uint8Array.of(1, 2, 3),
};

test('an entry comes back byte by byte with what is known of its run', async () => {
  await store.write(key, provenance, files);
  const found = await store.read(key);
  if (found.state !== 'present') throw new Error(found.state);
  expect(Buffer.from(found.entry.files['datasets/d.safetensors'])).toEqual(Buffer.from([1, 2, 3]));
  expect(found.entry.provenance).toMatchObject(provenance);
});

test('a key never written is absent', async () => {
  expect(await store.read(key)).toEqual({ state: 'absent' });
});

test('a thousand flipped bytes and truncations: every one is noticed', async () => {
  await store.write(key, provenance, files);
  const folder = join(cache, 'artifacts', key);
  const names = ['provenance.json', ...Object.keys(files)];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...names),
      fc.nat(),
      fc.integer({ min: 0, max: 255 }),
      async (name, at, flip) => {
        const path = join(folder, name);
        const intact = await readFile(path);
        const damaged = flip === 0 ? intact.subarray(0, at % intact.length) : Buffer.from(intact);
        if (flip !== 0) damaged[at % intact.length] ^= flip;
        await writeFile(path, damaged);
        expect((await store.read(key)).state).toBe('damaged');
        await writeFile(path, intact);
        expect((await store.read(key)).state).toBe('present');
      },
    ),
    { numRuns: 1000 },
  );
});

test('a missing file is named, and the entry set aside makes room for a new one', async () => {
  await store.write(key, provenance, files);
  await rm(join(cache, 'artifacts', key, 'artifact.json'));
  expect(await store.read(key)).toEqual({ state: 'damaged', reason: 'artifact.json is missing' });
  const aside = await store.setAside(key);
  expect(await readdir(aside)).toContain('provenance.json');
  expect(await store.read(key)).toEqual({ state: 'absent' });
});

test('of two writers of one key the first stays and neither leaves a stray file', async () => {
  await Promise.all([
    store.write(key, provenance, files),
    store.write(key, { ...provenance, seconds: 2 }, files),
  ]);
  expect((await store.read(key)).state).toBe('present');
  expect(await readdir(join(cache, 'artifacts'))).toEqual([key]);
});
