import { z } from 'zod';
import { modelSchema, searchStatusSchema } from '../../measure/network-schemas.ts';
import { oneOutputParameters } from '../../measure/oscillation-window.ts';
import { hoveringSchema } from './schema.ts';

export const doseParameters = z.strictObject({
  ...oneOutputParameters.shape,
  /** Factors m by which the drift of the sharpness is multiplied. */
  doses: z.array(z.number().nonnegative()),
  /** Steps under a dose before its window. */
  transient: z.int().positive(),
  /** Steps between two corrections. */
  correctEvery: z.int().min(3),
});

export type DoseParameters = z.output<typeof doseParameters>;

const doseSchema = z.strictObject({
  dose: z.number(),
  status: z.enum(['bounded', 'diverged']),
  /** Amplitudes over the window, measured and by the central flow with mα in place of α. */
  measured: z.number().nullable(),
  predicted: z.number().nullable(),
  /** The two largest eigenvalues over the window; null where it diverged. */
  hovering: hoveringSchema.nullable(),
  /** At every correction from the first step on: sharpness·η/2 and the amplitude since the last one. */
  course: z.array(
    z.strictObject({ step: z.int(), ratio: z.number(), amplitude: z.number(), search: searchStatusSchema }),
  ),
});

export type DoseRecord = z.output<typeof doseSchema>;

export const doseOutput = z.strictObject({
  model: modelSchema,
  learningRate: z.number(),
  crossing: z.int().nullable(),
  doses: z.array(doseSchema),
});

export type DoseOutput = z.output<typeof doseOutput>;
