/* An experiment whose runs find an exponent, for tests of verification. */
import { z } from 'zod';
import { defineExperiment } from '../../../src/claims/experiment.ts';
import { imageParameters, mnistDigits } from '../../../src/measure/image-data.ts';
import type { RegisteredExperiment } from '../../../src/registry/experiments.ts';
import { measuredTest, near, upperBelow } from '../../../src/claims/seed-tests.ts';

const output = z.strictObject({ exponent: z.number(), slope: z.number() });
export type Found = z.output<typeof output>;

type Runs = readonly { readonly output: Found }[];

/** One test of R1: the mean over seeds stays below a bound. */
const below = (runs: Runs, name: keyof Found, bound: number) =>
  measuredTest({
    name,
    statistic: `an ${name}`,
    values: runs.map((run) => run.output[name]),
    rule: upperBelow(bound),
    control: { name: 'linear', values: [2, 2], rule: near(2, 1e-6) },
  });

const judgedBelow = (bound: number) => (runs: Runs) => [
  below(runs, 'exponent', bound),
  below(runs, 'slope', 0),
];

export const exponents = defineExperiment({
  id: 'found',
  version: 1,
  title: 'Exponents',
  parameters: z.strictObject({ images: imageParameters }),
  output,
  variants: () => ({ tanh: { parameters: { images: mnistDigits }, seeds: [0, 1, 2, 3, 4] } }),
  run: () => Promise.reject(new Error('nothing is run')),
  judges: { R1: judgedBelow(1.45) },
});

const file = new URL(import.meta.url);

export const found: readonly RegisteredExperiment[] = [{ experiment: exponents, file }];

/** The experiment with its exponents held to another bound. */
export const foundBelow = (bound: number): readonly RegisteredExperiment[] => [
  { experiment: { ...exponents, judges: { R1: judgedBelow(bound) } }, file },
];
