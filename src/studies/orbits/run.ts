import { z } from 'zod';
import { edgeRate } from '../../math/one-dimensional.ts';
import { globalRate } from '../../math/period-two.ts';
import { random } from '../../math/random.ts';
import { criticalRates, criticalSchema, slowOrbits, slowSchema, splitShare } from './critical-rates.ts';
import {
  defineExperiment,
  type Profile,
  type RunContext,
  type RunResult,
  type Variant,
} from '../../claims/experiment.ts';
import { diagramOutput, diagramParameters, orbitDiagrams } from './diagram.ts';
import { orbitFamilies } from './families.ts';
import { judgeOrbits } from './judge.ts';
import {
  controlOrbits,
  controlSchema,
  cycleSchema,
  familiesOrbits,
  familySchema,
  rickerOrbits,
  splitOrbits,
} from './random-orbits.ts';

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

const parameters = z.discriminatedUnion('kind', [randomParameters, diagramParameters]);

export const randomOrbitsOutput = z.strictObject({
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

export type OrbitsParameters = z.output<typeof parameters>;
export type OrbitsOutput = z.output<typeof orbitsOutput>;
export type RandomOrbits = z.output<typeof randomOrbitsOutput>;

const provedRates = () =>
  orbitFamilies.map(({ loss, rates }) => ({
    loss: loss.id,
    edge: edgeRate(loss),
    rate: globalRate(loss, rates[1]),
  }));

function randomOrbits(
  { rates, starts, steps, slowSteps, slowStarts }: z.output<typeof randomParameters>,
  { seed, progress }: RunContext<OrbitsParameters>,
): RandomOrbits {
  const counts = { rates, starts, steps };
  const families = familiesOrbits(counts, random(seed, 'starts'));
  progress(0.5, 'critical learning rates');
  return {
    kind: 'random starts',
    families,
    proved: provedRates(),
    ricker: rickerOrbits(counts, random(seed, 'Ricker')),
    split: splitOrbits(counts, random(seed, 'split')),
    critical: criticalRates(random(seed, 'critical rates')),
    convexSplit: splitShare(rates, random(seed, 'convex')),
    controls: controlOrbits(counts, random(seed, 'controls')),
    slow: slowOrbits(slowStarts, slowSteps, random(seed, 'slow')),
  };
}

async function run(context: RunContext<OrbitsParameters>): Promise<RunResult<OrbitsOutput>> {
  const settings = context.parameters;
  const output = settings.kind === 'diagram' ? orbitDiagrams(settings) : randomOrbits(settings, context);
  return { status: 'complete', output, tensors: {}, datasets: [] };
}

function variants(profile: Profile): Record<string, Variant<OrbitsParameters>> {
  const full = profile === 'full';
  return {
    'random-starts': {
      parameters: {
        kind: 'random starts',
        rates: full ? 25 : 8,
        starts: full ? 80 : 20,
        steps: 6000,
        slowSteps: full ? [6400, 64_000, 640_000] : [6400, 64_000],
        slowStarts: full ? 16 : 8,
      },
      seeds: full ? [0, 1, 2, 3, 4] : [0, 1, 2],
    },
    diagram: {
      parameters: {
        kind: 'diagram',
        losses: [
          { loss: 'logarithm', from: 0.8, to: 3 },
          { loss: 'ricker', from: 1.6, to: 3.2 },
        ],
        columns: full ? 360 : 120,
        kept: 32,
      },
      seeds: [0],
    },
  };
}

/** T1: gradient descent beyond the edge on losses of one variable. */
export const orbits = defineExperiment({
  id: 'orbits',
  version: 1,
  title: 'Orbits of gradient descent on losses of one variable',
  parameters,
  output: orbitsOutput,
  variants,
  run,
  judges: { R3: judgeOrbits },
});
