import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { claims, type ClaimTest, type JudgedClaim } from '../../../src/experiments/claim.ts';
import { judgeTests } from '../../../src/experiments/verdict.ts';
import { sha256 } from '../../../src/pipeline/canonical.ts';
import type { ResultsHead } from '../../../src/pipeline/verify/results-head.ts';

export const head = (name: 'native' | 'wasm' = 'native'): ResultsHead => ({
  profile: 'quick',
  backend: { name, version: 'test', threads: 1, precision: 'float32' },
});

/** A test of mean `value` with a 95 % interval of half width `half`; its control measures 2 in every seed. */
export function claimTest(name: string, value: number, half: number, passes = true): ClaimTest {
  return {
    name,
    statistic: 'an exponent',
    value,
    interval: [value - half, value + half],
    seeds: 5,
    rule: 'upper bound < 1.45',
    passes,
    control: { name: 'linear', value: 2, interval: [2, 2], rule: '2 in every seed', passes: true },
  };
}

/** Six claims of which R1 has these tests. */
export const judged = (tests: readonly ClaimTest[]): JudgedClaim[] =>
  claims.map((claim) => {
    const own = claim.id === 'R1' ? [...tests] : [];
    return { ...claim, ...judgeTests(own), tests: own, artifacts: [] };
  });

/** A results folder with one artifact. */
export function writeResults(
  folder: string,
  tests: readonly ClaimTest[],
  { backend = 'native', dataset = 'x' }: { backend?: 'native' | 'wasm'; dataset?: string } = {},
): void {
  for (const name of ['artifacts', 'datasets']) mkdirSync(join(folder, name), { recursive: true });
  const artifact = '{"exponent":1.3}\n';
  const id = 'growth-tanh4-seed0';
  writeFileSync(join(folder, 'artifacts', `${id}.json`), artifact);
  writeFileSync(join(folder, 'datasets', 'digits.safetensors'), dataset);
  const json = (name: string, value: unknown) => writeFileSync(join(folder, name), JSON.stringify(value));
  json('build.json', { schema: 1, commit: null, date: null, ...head(backend) });
  json('claims.json', judged(tests));
  const files = {
    [`artifacts/${id}.json`]: sha256(artifact),
    'datasets/digits.safetensors': sha256(dataset),
  };
  const experiment = 'growth';
  json('manifest.json', {
    artifacts: [{ id, experiment, variant: 'a', status: 'complete', files, seed: 0, seconds: 1 }],
  });
}
