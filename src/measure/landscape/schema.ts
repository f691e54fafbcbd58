import { z } from 'zod';
import { growthClasses } from '../growth-class.ts';
import { directionKinds } from '../directions.ts';
import { exampleSharesSchema } from '../example-shares.ts';

const finite = z.number();

/** ‖Hv − λv‖/|λ| is the residual; `direction` names the eigenvector. */
export const eigenvalueSchema = z.strictObject({
  direction: z.string(),
  value: finite,
  residual: z.number().nonnegative(),
  /**
   * `converged`, where nothing further out is missing; `unsearched`, where that is not sure; `unconverged`, where the residual is
   * still large.
   */
  status: z.enum(['converged', 'unsearched', 'unconverged']),
});

/** Whether the point is a minimum, by tests that `minimum.ts` states. */
export const minimumSchema = z.strictObject({
  verdict: z.enum(['minimum', 'negative curvature', 'not stationary']),
  /** gᵀHg/‖g‖²: curvature along the gradient; null where the gradient is 0. */
  gradientCurvature: finite.nullable(),
  /** What a step of gradient descent at 1/λ would win, over the loss; null where no curvature is above 0. */
  relativeGain: finite.nullable(),
  /** Smallest eigenvalue over the largest; null where none was asked for. */
  relativeLowest: finite.nullable(),
});

/** Smoothed spectral density, in units of 1/eigenvalue, with the standard error over the probes. */
export const densitySchema = z.strictObject({
  grid: z.array(finite),
  density: z.array(finite),
  /** Null where a single probe cannot tell. */
  error: z.array(finite.nullable()),
  /** Standard deviation of the Gaussian that blurs each eigenvalue, at each place of the grid. */
  width: z.array(finite),
  probes: z.int(),
  steps: z.int(),
  /** tr H with its standard error. */
  trace: z.strictObject({ value: finite, error: finite.nullable() }),
});

/** Design section 4, with how the loss grows along it. */
export const measuredSliceSchema = z.strictObject({
  direction: z.string(),
  kind: z.enum(directionKinds),
  centre: z.literal('final'),
  /** Both signs, ascending. */
  t: z.array(finite),
  loss: z.array(finite),
  /** vᵀHv. */
  curvature: finite,
  /** t > 0, ascending, with the symmetrised rise f there and its local exponent, null where rounding hides it. */
  distances: z.array(finite),
  rise: z.array(finite),
  exponents: z.array(finite.nullable()),
  /** Null where the slice is quadratic to its end. */
  quadraticRadius: finite.nullable(),
  /** Mean exponent over the decade past the quadratic radius; null where there is none. */
  exponent: finite.nullable(),
  exponentAt3: finite.nullable(),
  /** Share of t in [0.01, 10] on which f′(t)/t falls. */
  decreasingShare: finite,
  growth: z.enum(growthClasses),
});

/** Scales of one slice, or of the mean over the random ones. */
export const sliceScalesSchema = z.strictObject({
  direction: z.string(),
  count: z.int(),
  kind: z.enum(['single', 'separate', 'continuum']),
  /** Where each scale stops growing. */
  at: z.array(finite),
  band: z.strictObject({ from: finite, to: finite, decades: finite }).nullable(),
  /** Part of constructions with so many scales, so far apart, on this grid, that the detector miscounts; null where it cannot be told. */
  errorRate: finite.nullable(),
});

/** Curvature of the loss in one tensor alone: its diagonal block of the Hessian. */
export const layerSchema = z.strictObject({
  name: z.string(),
  parameters: z.int(),
  trace: finite,
  /** Standard error over the probes; null where there was one, 0 where the trace is exact. */
  traceError: finite.nullable(),
  /** Largest eigenvalue of the block. */
  top: finite,
  residual: z.number().nonnegative(),
  status: z.enum(['converged', 'unsearched', 'unconverged']),
});

/** An example by its index in the data. */
export const hardExampleSchema = z.strictObject({
  index: z.int(),
  loss: finite,
  /** Part of the whole loss. */
  share: finite,
  label: z.int().nullable(),
  predicted: z.int().nullable(),
});

export const optimizerNames = ['gd', 'momentum', 'adam', 'sgd'] as const;

/** The stability threshold of the optimiser against what it bounds. */
export const edgeSchema = z.strictObject({
  learningRate: finite,
  threshold: finite,
  /** Measured over threshold. */
  ratio: finite,
  optimizer: z.enum(optimizerNames),
  /** β of momentum, B of sgd; null for others. */
  parameter: finite.nullable(),
  quantity: z.enum(['sharpness', 'preconditioned sharpness', 'batch sharpness']),
  measured: finite,
  error: finite.nullable(),
});

/** What dividing the learning rate would win; null where it cannot be made. */
export const forecastSchema = z.strictObject({
  /** How many iterates it was made of. */
  iterates: z.int(),
  /** Mean loss of the iterates over the loss of their mean: what a decay wins at once. */
  drop: finite,
  relative: finite,
});

/** A point of training. */
export const checkpointSchema = z.strictObject({
  name: z.string(),
  loss: finite,
  accuracy: finite.nullable(),
  gradientNorm: finite,
  top: z.array(eigenvalueSchema),
  bottom: z.array(eigenvalueSchema),
  ratio: finite.nullable(),
});

export const provenanceSchema = z.strictObject({
  /** As it was typed, or what called the library. */
  command: z.string(),
  version: z.string(),
  commit: z.string().nullable(),
  /** Of a run of the command line: when it began, ISO 8601. */
  date: z.string().nullable(),
  lossKind: z.enum(['mse', 'cross-entropy', 'own']),
  seed: z.int(),
  backend: z.strictObject({
    name: z.string(),
    version: z.string(),
    threads: z.int(),
    instructions: z.string().nullable(),
  }),
  /** Of the products of the searches; slices and losses are always in float64. */
  precision: z.enum(['float32', 'float64']),
  files: z.array(z.strictObject({ role: z.string(), name: z.string(), bytes: z.int(), sha256: z.string() })),
});

/** `report.json`. A number that was not asked for or could not be had is null or missing from its list. */
export const reportSchema = z.strictObject({
  schema: z.literal(1),
  model: z.strictObject({
    parameters: z.int(),
    tensors: z.array(z.strictObject({ name: z.string(), shape: z.array(z.int()) })),
  }),
  samples: z.int(),
  loss: finite,
  accuracy: finite.nullable(),
  gradientNorm: finite,
  parameterNorm: finite,
  minimum: minimumSchema,
  eigenvalues: z.strictObject({ top: z.array(eigenvalueSchema), bottom: z.array(eigenvalueSchema) }),
  density: densitySchema.nullable(),
  slices: z.array(measuredSliceSchema),
  scales: z.array(sliceScalesSchema),
  layers: z.array(layerSchema),
  shares: z.array(exampleSharesSchema),
  /** The largest losses first. */
  hardest: z.array(hardExampleSchema),
  edge: edgeSchema.nullable(),
  forecast: forecastSchema.nullable(),
  /** In the order of the files of weights. */
  checkpoints: z.array(checkpointSchema),
  /** What a reader must know: traps of the file, what a budget left out. One sentence each. */
  notes: z.array(z.string()),
  cost: z.strictObject({ products: z.int(), seconds: finite, peakMemoryBytes: z.int() }),
  provenance: provenanceSchema,
});

export type Report = z.output<typeof reportSchema>;
