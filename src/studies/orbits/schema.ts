import { z } from 'zod';

/** A two-cycle counts as the predicted one within this relative error. */
export const convergedError = 1e-8;

const randomParameters = z.strictObject({
  kind: z.literal('random starts'),
  /** Learning rates a loss, and starts a learning rate. */
  rates: z.int().positive(),
  starts: z.int().positive(),
  steps: z.int().positive(),
  /** Steps after which slow orbits are looked at. */
  slowSteps: z.array(z.int().positive()),
  slowStarts: z.int().positive(),
});

const diagramParameters = z.strictObject({
  kind: z.literal('diagram'),
  /** Losses of the catalogue by id, with the learning rates of their diagram. */
  losses: z.array(z.strictObject({ loss: z.string(), from: z.number(), to: z.number() })),
  columns: z.int().positive(),
  /** Points kept of an orbit that does not repeat itself; also the longest period looked for. */
  kept: z.int().positive(),
});

export const orbitsParameters = z.discriminatedUnion('kind', [randomParameters, diagramParameters]);

const pathSchema = z.strictObject({ start: z.number(), path: z.array(z.number()) });

const diagramOutput = z.strictObject({
  kind: z.literal('diagram'),
  diagrams: z.array(
    z.strictObject({
      loss: z.string(),
      columns: z.array(z.strictObject({ learningRate: z.number(), points: z.array(z.number()) })),
    }),
  ),
  cobwebs: z.array(
    z.strictObject({
      loss: z.string(),
      learningRate: z.number(),
      /** x* with f′(x*)/x* = 2/η; null without one. */
      amplitude: z.number().nullable(),
      /** x − ηf′(x). */
      map: z.strictObject({ x: z.array(z.number()), y: z.array(z.number()) }),
      orbits: z.array(pathSchema),
    }),
  ),
  counterexamples: z.array(
    z.strictObject({
      breaks: z.string(),
      loss: z.string(),
      formula: z.string(),
      learningRate: z.number(),
      edge: z.number(),
      amplitude: z.number().nullable(),
      orbits: z.array(
        z.strictObject({
          ...pathSchema.shape,
          ends: z.enum(['at the minimum', 'symmetric cycle', 'asymmetric cycle', 'elsewhere', 'diverged']),
        }),
      ),
    }),
  ),
});

export type DiagramParameters = z.output<typeof diagramParameters>;
export type DiagramOutput = z.output<typeof diagramOutput>;
export type CounterexampleRecord = DiagramOutput['counterexamples'][number];

const familySchema = z.strictObject({
  loss: z.string(),
  orbits: z.int(),
  /** Share of the orbits that came to the predicted two-cycle within `convergedError`. */
  converged: z.number(),
  /** Share that oscillates at learning rates below the edge. */
  oscillatesBelow: z.number(),
  /** Of the settled orbits; null where none is. */
  medianSteps: z.number().nullable(),
  /** One a learning rate: x* predicted, and the amplitude of the orbits, mean over the settled ones. */
  amplitudes: z.array(
    z.strictObject({
      learningRate: z.number(),
      predicted: z.number(),
      measured: z.number().nullable(),
      /** Largest relative error of a settled orbit. */
      error: z.number().nullable(),
      /** (1 − ηf″(x*))², and what a displaced orbit shows. */
      multiplier: z.number(),
      measuredMultiplier: z.number().nullable(),
    }),
  ),
});

const cycleSchema = z.strictObject({
  learningRate: z.number(),
  /** The outer and the inner end. */
  predicted: z.tuple([z.number(), z.number()]),
  measured: z.tuple([z.number(), z.number()]).nullable(),
  multiplier: z.number(),
  measuredMultiplier: z.number().nullable(),
});

const controlSchema = z.strictObject({
  loss: z.string(),
  orbits: z.int(),
  bounded: z.number(),
  medianSteps: z.number().nullable(),
  /** Share of the learning rates at which a small displacement from the minimum shrinks. */
  shrinks: z.number(),
});

const criticalSchema = z.strictObject({
  loss: z.string(),
  /** η at which f″(x*) crosses 0, and at which orbits leave the symmetric cycle. */
  pitchfork: z.strictObject({ predicted: z.number(), measured: z.number() }),
  /** η at which the multiplier of the asymmetric cycle passes −1, and at which orbits take four steps to return. */
  doubling: z.strictObject({ predicted: z.number(), measured: z.number() }),
});

const slowSchema = z.strictObject({
  loss: z.string(),
  /** Share that settled at x* within so many steps. */
  settled: z.array(z.strictObject({ steps: z.int(), share: z.number() })),
  /** Share that ends nearer to x* than it began: settled or on the way. */
  consistent: z.number(),
});

export type FamilyOrbits = z.output<typeof familySchema>;
export type CycleOrbit = z.output<typeof cycleSchema>;
export type ControlOrbits = z.output<typeof controlSchema>;

export type CriticalRates = z.output<typeof criticalSchema>;
export type SlowOrbits = z.output<typeof slowSchema>;

const randomOrbitsOutput = z.strictObject({
  kind: z.literal('random starts'),
  families: z.array(familySchema),
  /** Largest η, up to the highest tried, at which the theorem proves that every orbit converges. */
  proved: z.array(z.strictObject({ loss: z.string(), edge: z.number(), rate: z.number() })),
  ricker: z.array(cycleSchema),
  split: z.array(cycleSchema),
  critical: z.array(criticalSchema),
  /** Share of orbits on convex losses that have left the symmetric cycle. */
  convexSplit: z.number(),
  controls: z.array(controlSchema),
  slow: z.array(slowSchema),
});

export const orbitsOutput = z.discriminatedUnion('kind', [randomOrbitsOutput, diagramOutput]);

export type OrbitsParameters = z.output<typeof orbitsParameters>;
export type OrbitsOutput = z.output<typeof orbitsOutput>;
export type RandomOrbits = z.output<typeof randomOrbitsOutput>;

export type RandomParameters = z.output<typeof randomParameters>;
