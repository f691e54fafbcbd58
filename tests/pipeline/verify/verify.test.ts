import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { projectRoot } from '../../../src/pipeline/paths.ts';
import { acceptedSchema } from '../../../src/pipeline/verify/accepted.ts';
import { claimTest, writeResults } from './fixture.ts';

// Each calls the command several times.
vi.setConfig({ testTimeout: 180_000 });

let folder: string;
const at = (name: string) => join(folder, name);
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'verify-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function verify(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['scripts/verify.ts', '--results', at('results'), '--reference', at('reference'), ...words],
    { cwd: projectRoot, encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

test('a reference is accepted, found again, and what has drifted since ends with exit code 1', () => {
  writeResults(at('results'), [claimTest('growth', 1.3, 0.02)]);
  expect(verify()).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('no reference quick-native yet'),
  });
  expect(verify('--accept', 'first results').status).toBe(0);
  expect(verify()).toMatchObject({ status: 0, stdout: expect.stringContaining('6 verdicts agree') });

  writeResults(at('results'), [claimTest('growth', 1.4, 0.02)]);
  const drift = 'R1, growth: 1.3 is now 1.4, tolerance 0.0356';
  expect(verify()).toMatchObject({ status: 1, stdout: expect.stringContaining(drift) });
  const { drifts } = JSON.parse(verify('--json').stdout) as { drifts: string[] };
  expect(drifts).toEqual([drift]);

  expect(verify('--accept', ' slices begin closer ').status).toBe(0);
  expect(verify().status).toBe(0);
  const log = acceptedSchema.parse(JSON.parse(readFileSync(at('reference/accepted.json'), 'utf8')));
  expect(log.map(({ why, changes }) => [why, changes])).toEqual([
    ['first results', []],
    ['slices begin closer', [drift]],
  ]);
});

test('an artifact that is not what the manifest says, or no results at all, is an error without a stack', () => {
  expect(verify()).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/^there are no results at .*\n$/),
  });
  writeResults(at('results'), [claimTest('growth', 1.3, 0.02)]);
  writeFileSync(at('results/artifacts/growth-tanh4-seed0.json'), '{"exponent":1.2}\n');
  expect(verify('--accept', 'why not')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining("growth-tanh4-seed0.json does not match the manifest's checksum"),
  });
  writeResults(at('results'), [claimTest('growth', 1.3, 0.02)]);
  writeFileSync(at('results/datasets/digits.safetensors'), 'y');
  expect(verify('--accept', 'why not')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining("datasets/digits.safetensors does not match the manifest's checksum"),
  });
});

test('two backends agree within the interval of a difference, and on data to the byte', () => {
  writeResults(at('native'), [claimTest('growth', 1.3, 0.03)]);
  const against = (value: number, dataset = 'x') => {
    writeResults(at('results'), [claimTest('growth', value, 0.04)], { backend: 'wasm', dataset });
    return verify('--against', at('native'));
  };
  expect(against(1.345)).toMatchObject({ status: 0, stdout: expect.stringContaining('datasets: 1 of 1') });
  expect(against(1.37)).toMatchObject({
    status: 1,
    stdout: expect.stringContaining('R1, growth: 1.3 on native, 1.37 on wasm, tolerance 0.0629'),
  });
  expect(against(1.3, 'y')).toMatchObject({
    status: 1,
    stdout: expect.stringContaining('datasets/digits.safetensors is not the same'),
  });
});

test('a reason is wanted, and unknown options are refused', () => {
  expect(verify('--accept', ' ').status).toBe(2);
  expect(verify('--accept', 'x', '--against', at('native')).status).toBe(2);
  expect(verify('--tolerance', '3').status).toBe(2);
});
