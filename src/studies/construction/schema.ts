import { z } from 'zod';

export const constructionParameters = z.strictObject({
  hidden: z.int().positive(),
  inputs: z.int().positive(),
  samples: z.int().positive(),
  directions: z.int().positive(),
});

export type ConstructionParameters = z.output<typeof constructionParameters>;

/** Those that saturate, and the linear network as the control. */
export const countedActivations = ['tanh', 'erf', 'identity'] as const;

const countSchema = z.strictObject({
  activation: z.enum(countedActivations),
  /** Ascending; as many scales are predicted for an activation that saturates. */
  magnitudes: z.array(z.number()),
  /** Scales of the closed-form average over directions. */
  averageCount: z.int(),
  /** Scales of a network's slice, averaged over a few directions. */
  networkCount: z.int(),
  /** Distances z*\/m at which the scale of each magnitude grows most, ascending; z* from one magnitude alone. */
  predictedPeaks: z.array(z.number()),
  measuredPeaks: z.array(z.number()),
});

const countCurveSchema = z.strictObject({
  magnitudes: z.array(z.number()),
  t: z.array(z.number()),
  /** L(t) by the closed form, and of a network. */
  predicted: z.array(z.number()),
  measured: z.array(z.number()),
});

export type CountRecord = z.output<typeof countSchema>;
export type CountCurve = z.output<typeof countCurveSchema>;

/** The distances well between the scales over which exponents are fitted. */
export const fitRange = [1e-5, 1e-3] as const;

/** Exponents of the density; each seed adds one of its own. 1 and 3 are the ends of the law. */
export const listedAlphas = [1, 1.25, 1.5, 1.75, 2, 2.25, 2.5, 2.75, 3] as const;

const densitySchema = z.strictObject({
  activation: z.enum(['tanh', 'identity']),
  alpha: z.number(),
  /** d log L / d log t between the scales: α − 1, or 2 for the linear network. */
  predicted: z.number(),
  /** Of the closed-form average over directions, and of a network. */
  averageExponent: z.number(),
  networkExponent: z.number(),
});

const densityCurveSchema = z.strictObject({
  alpha: z.number(),
  t: z.array(z.number()),
  predicted: z.array(z.number()),
  measured: z.array(z.number()),
});

const cycleSchema = z.strictObject({
  magnitudes: z.enum(['density', 'one']),
  /** Null for one magnitude. */
  alpha: z.number().nullable(),
  learningRates: z.array(z.number()),
  /** Amplitudes x with L′(x)/x = 2/η. */
  amplitudes: z.array(z.number()),
  /** d log x / d log η, fitted and predicted. */
  exponent: z.number(),
  predicted: z.number().nullable(),
  /** Median multiplier of the two-cycle and its prediction. */
  multiplier: z.number(),
  predictedMultiplier: z.number().nullable(),
});

export type DensityRecord = z.output<typeof densitySchema>;
export type DensityCurve = z.output<typeof densityCurveSchema>;
export type CycleRecord = z.output<typeof cycleSchema>;

/** Where the construction does not do what it is meant to. */
const failuresSchema = z.strictObject({
  magnitudes: z.array(z.number()),
  relu: z.strictObject({
    t: z.array(z.number()),
    p: z.array(z.number()),
    count: z.int(),
    /** Largest |p − 2|. */
    deviation: z.number(),
  }),
  /** One unit along one direction, and the closed-form average over directions. */
  sine: z.strictObject({
    t: z.array(z.number()),
    single: z.array(z.number()),
    average: z.array(z.number()),
    singleCount: z.int(),
    averageCount: z.int(),
  }),
  /** Gradient descent with a learning rate for each scale, the coarsest first. */
  staircase: z.strictObject({
    learningRates: z.array(z.number()),
    stageSteps: z.int(),
    step: z.array(z.int()),
    /** The tanh network, and the loss of one dimension that does descend in steps. */
    network: z.array(z.number()),
    unsaturated: z.array(z.number()),
  }),
});

export type FailuresRecord = z.output<typeof failuresSchema>;

export const constructionOutput = z.strictObject({
  counts: z.array(countSchema),
  /** L(t) of the tanh network for one to four magnitudes. */
  countCurves: z.array(countCurveSchema),
  densities: z.array(densitySchema),
  densityCurves: z.array(densityCurveSchema),
  cycles: z.array(cycleSchema),
  failures: failuresSchema,
});

export type ConstructionOutput = z.output<typeof constructionOutput>;
