import { expect, test } from 'vitest';
import type { z } from 'zod';
import { envelopeSchema } from '../../src/claims/envelope.ts';
import { experiments } from '../../src/registry/experiments.ts';

test.each(experiments.map(({ experiment }) => [experiment.id, experiment] as const))(
  'no field of the output of %s stands in for one that every artifact starts with',
  (_, { output }) => {
    const objects = 'options' in output ? (output.options as z.ZodObject[]) : [output as z.ZodObject];
    const own = objects.flatMap(({ shape }) => Object.keys(shape));
    expect(own.length).toBeGreaterThan(0);
    expect(own.filter((name) => name in envelopeSchema.shape)).toEqual([]);
  },
);
