import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { agree } from '../../../src/pipeline/verify/agreement.ts';
import { edit, runs, writeResults } from './fixture.ts';
import { found } from './found.ts';

let folder: string;
const at = (name: string) => join(folder, name);
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'agree-'));
  await writeResults(at('native'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const agreement = () => agree(at('native'), at('wasm'), found);

test('two backends agree within the interval of a difference, and on data to the byte', async () => {
  const against = async (exponent: number, dataset = 'x') => {
    await writeResults(at('wasm'), runs(exponent), { backend: 'wasm', dataset });
    return agreement();
  };
  expect(await against(1.32)).toMatchObject({
    names: ['native', 'wasm'],
    drifts: [],
    identical: { datasets: '1 of 1', 'initial parameters': '5 of 5' },
  });
  expect((await against(1.37)).drifts).toEqual([
    expect.stringMatching(/^R1, exponent: 1.3 on native, 1.37 on wasm, tolerance 0.0\d+; passes on both/),
  ]);
  expect((await against(1.3, 'y')).drifts).toEqual(['datasets/digits.safetensors is not the same']);
});

test('results of other seeds or of other images are not compared as if they were the same', async () => {
  await writeResults(at('wasm'), runs(1.3, 2), { backend: 'wasm', stated: { seeds: 2 } });
  expect((await agreement()).drifts[0]).toBe(
    'another set of seeds, each experiment’s own seeds on native, seeds 0 and 1 on wasm',
  );
  rmSync(at('wasm'), { recursive: true });
  await writeResults(at('wasm'), runs(2), {
    backend: 'wasm',
    images: 'digits',
    stated: { dataset: 'digits' },
  });
  expect(await agreement()).toMatchObject({
    rows: [],
    drifts: [
      expect.stringMatching(/^another data set, .* on native, handwritten digits of 8 × 8 pixels on wasm$/),
    ],
  });
});

test('tensors that cannot be read are named by their file, in either folder', async () => {
  for (const name of ['wasm', 'native']) {
    await writeResults(at('native'));
    await writeResults(at('wasm'), runs(), { backend: 'wasm' });
    await writeResults(at(name), runs(), { backend: name as 'wasm', initial: Buffer.from('no tensors') });
    await expect(agreement()).rejects.toThrow(
      new RegExp(`^${at(name)}/tensors/found-tanh-seed\\d.safetensors cannot be read: `),
    );
  }
});

test('results that contradict themselves are not compared, in either folder', async () => {
  for (const name of ['wasm', 'native']) {
    await writeResults(at('native'));
    await writeResults(at('wasm'), runs(), { backend: 'wasm' });
    edit<{ verdict: string }[]>(at(name), 'claims.json', ([r1]) => (r1.verdict = 'supported'));
    await expect(agreement()).rejects.toThrow(`${at(name)} is not whole:\nclaims.json: R1, verdict`);
  }
  rmSync(at('native'), { recursive: true });
  writeFileSync(at('native'), '');
  await expect(agreement()).rejects.toThrow('build.json is not there: a part of its path is a file');
});
