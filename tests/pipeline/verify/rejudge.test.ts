import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { defineExperiment } from '../../../src/experiments/experiment.ts';
import { measuredTest, upperBelow } from '../../../src/experiments/seed-tests.ts';
import { judgeClaims } from '../../../src/pipeline/judge.ts';
import { misjudged } from '../../../src/pipeline/verify/rejudge.ts';

const output = z.strictObject({ exponent: z.number() });
const values = (runs: readonly { output: z.output<typeof output> }[]) =>
  runs.map((run) => run.output.exponent);

/** An experiment whose runs find an exponent, held to this bound. */
const judgedBy = (bound: number) => [
  {
    file: new URL(import.meta.url),
    experiment: defineExperiment({
      id: 'found',
      version: 1,
      title: 'Exponents',
      parameters: z.strictObject({}),
      output,
      variants: () => ({}),
      run: () => Promise.reject(new Error('nothing is run')),
      judges: {
        R1: (runs) => [
          measuredTest({
            name: 'growth',
            statistic: 'exponent',
            values: values(runs),
            rule: upperBelow(bound),
            control: { name: 'linear', values: [2, 2], rule: upperBelow(2.1) },
          }),
        ],
      },
    }),
  },
];

test('a claim that is not what the judges make of the artifacts is named', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rejudge-'));
  try {
    mkdirSync(join(folder, 'artifacts'));
    const found = [1.3, 1.32, 1.31];
    const artifacts = found.map((exponent, seed) => {
      const id = `found-a-seed${seed}`;
      const envelope = {
        schema: 1,
        id,
        experiment: 'found',
        variant: 'a',
        seed,
        profile: 'quick',
        parameters: {},
      };
      writeFileSync(
        join(folder, 'artifacts', `${id}.json`),
        JSON.stringify({ ...envelope, status: 'complete', exponent }),
      );
      return { id, experiment: 'found', variant: 'a', status: 'complete', seed, seconds: 1, files: {} };
    });
    const runs = found.map((exponent, seed) => ({
      id: `found-a-seed${seed}`,
      variant: 'a',
      seed,
      status: 'complete' as const,
      output: { exponent },
    }));
    const registered = judgedBy(1.45);
    const claims = judgeClaims(registered, new Map([['found', runs]]));
    expect(await misjudged(folder, { artifacts, claims }, registered)).toEqual([]);
    const bettered = claims.map((claim) => ({
      ...claim,
      tests: claim.tests.map((one) => ({ ...one, value: 1.31001 })),
    }));
    const complaint = [
      expect.stringMatching(/^claims.json: R1 is not what the judges make of the artifacts/),
    ];
    expect(await misjudged(folder, { artifacts, claims: bettered }, registered)).toEqual(complaint);
    expect(await misjudged(folder, { artifacts, claims }, judgedBy(1.5))).toEqual(complaint);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
