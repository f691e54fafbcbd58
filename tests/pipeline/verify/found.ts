/* An experiment whose runs find an exponent, for tests of verification. */
import { z } from 'zod';
import { imageParameters, mnistDigits } from '../../../src/experiments/image-data.ts';
import { defineExperiment } from '../../../src/experiments/experiment.ts';
import type { RegisteredExperiment } from '../../../src/experiments/index.ts';
import { measuredTest, near, upperBelow } from '../../../src/experiments/seed-tests.ts';

const output = z.strictObject({ exponent: z.number(), slope: z.number() });
export type Found = z.output<typeof output>;

/** The experiment with its exponents held to a bound. */
export const foundBelow = (bound: number): readonly RegisteredExperiment[] => [
  {
    file: new URL(import.meta.url),
    experiment: defineExperiment({
      id: 'found',
      version: 1,
      title: 'Exponents',
      parameters: z.strictObject({ images: imageParameters }),
      output,
      variants: () => ({ tanh: { parameters: { images: mnistDigits }, seeds: [0, 1, 2, 3, 4] } }),
      run: () => Promise.reject(new Error('nothing is run')),
      judges: {
        R1: (runs) => {
          const control = { name: 'linear', values: [2, 2], rule: near(2, 1e-6) };
          const of = (name: keyof Found, below: number) =>
            measuredTest({
              name,
              statistic: `an ${name}`,
              values: runs.map((run) => run.output[name]),
              rule: upperBelow(below),
              control,
            });
          return [of('exponent', bound), of('slope', 0)];
        },
      },
    }),
  },
];

export const found = foundBelow(1.45);
