import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ImageSource } from '../../../src/data/image-source.ts';
import { encodeSafetensors } from '../../../src/data/safetensors.ts';
import { claims, type ClaimTest, type JudgedClaim } from '../../../src/claims/claim.ts';
import { judgeTests } from '../../../src/claims/verdict.ts';
import { sha256 } from '../../../src/pipeline/canonical.ts';
import { optionsOf, rerunCommand } from '../../../src/pipeline/command.ts';
import { judgeClaims } from '../../../src/pipeline/judge.ts';
import { planTasks } from '../../../src/pipeline/task.ts';
import type { ResultsHead } from '../../../src/claims/published.ts';
import { found, type Found } from './found.ts';

export const commit = 'c0ffee'.padEnd(40, '0');

/** The head of a whole default run. */
export const head = (name: 'native' | 'wasm' = 'native'): ResultsHead => ({
  profile: 'quick',
  backend: { name, version: 'test', threads: 1, precision: 'float32' },
  commit,
  dataset: null,
  seeds: null,
  firstSeed: 0,
  experiments: ['found'],
  incomplete: [],
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

/** What each seed finds: exponents about `exponent`, and slopes that never pass. */
export const runs = (exponent = 1.3, count = 5): Found[] =>
  Array.from({ length: count }, (_, seed) => ({
    exponent: exponent + 0.01 * (seed - 2),
    slope: 0.1 * (seed + 1),
  }));

interface Given {
  readonly backend?: 'native' | 'wasm';
  readonly dataset?: string;
  readonly initial?: Uint8Array;
  /** What the samples of its artifacts are. */
  readonly images?: string;
  readonly stated?: Partial<ResultsHead>;
}

/** The results folder of a run in which the seeds found this, as the pipeline writes it. */
export async function writeResults(folder: string, outputs = runs(), given: Given = {}): Promise<void> {
  const { backend = 'native', dataset = 'x', images = 'mnist', stated = {} } = given;
  const whole = { ...head(backend), ...stated };
  const { firstSeed, profile } = whole;
  const tasks = await planTasks(found, { profile, backend: whole.backend, firstSeed, seeds: outputs.length });
  const initial =
    given.initial ?? encodeSafetensors({ 'init/W0': { shape: [2], data: Float32Array.from([1, 2]) } });
  const written = tasks.map((task, i) => {
    const { id, experiment, variant, seed } = task;
    const parameters = { ...task.parameters, images: { source: images } };
    const envelope = { schema: 1, id, experiment, variant, seed, profile, parameters, status: 'complete' };
    const contents = {
      [`artifacts/${id}.json`]: JSON.stringify({ ...envelope, ...outputs[i] }),
      [`tensors/${id}.safetensors`]: initial,
      'datasets/digits.safetensors': dataset,
    };
    return {
      task,
      contents,
      artifact: { id, variant, seed, status: 'complete' as const, output: outputs[i] },
    };
  });
  const asked = {
    backendName: whole.backend.name,
    ...(whole.seeds !== null && { seeds: whole.seeds }),
    ...(firstSeed !== 0 && { firstSeed }),
    ...(whole.dataset !== null && { dataset: whole.dataset as ImageSource }),
  };
  const entries = written.map(({ task: { id, experiment, variant, seed, key }, contents }) => {
    const files = Object.fromEntries(
      Object.entries(contents).map(([path, content]) => [path, sha256(content)]),
    );
    const sum = files[`artifacts/${id}.json`];
    const command = rerunCommand({ id, profile }, asked);
    const { backend } = whole;
    return {
      ...{ bytes: 1, reason: null, backend, inputs: [], source: [], run: null },
      id,
      experiment,
      variant,
      seed,
      status: 'complete',
      key,
      sha256: sum,
      seconds: 1,
      files,
      command,
    };
  });
  const json = {
    'build.json': { ...whole, options: optionsOf({ profile, ...asked }) },
    'claims.json': judgeClaims(found, new Map([['found', written.map(({ artifact }) => artifact)]])),
    'manifest.json': { schema: 1, ...whole, artifacts: entries },
  };
  const texts = Object.entries(json).map(([name, value]) => [name, JSON.stringify(value, null, 2)] as const);
  for (const [path, content] of [...texts, ...written.flatMap(({ contents }) => Object.entries(contents))]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** Puts another value into a JSON file of a folder. */
export function replace<T>(folder: string, name: string, by: (value: T) => unknown): void {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(by(JSON.parse(readFileSync(path, 'utf8')) as T)));
}

/** Changes what is in a JSON file of a folder. */
export const edit = <T>(folder: string, name: string, change: (value: T) => unknown): void =>
  replace<T>(folder, name, (value) => (change(value), value));
