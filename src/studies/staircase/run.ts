import { z } from 'zod';
import { random } from '../../math/random.ts';
import {
  defineExperiment,
  type Profile,
  type RunContext,
  type RunResult,
  type Variant,
} from '../../claims/experiment.ts';
import { judgeStaircase } from './judge.ts';
import { pictureSchema, staircasePictures } from './pictures.ts';
import {
  bowls,
  bowlSchema,
  decadesOfDecay,
  gaussianWells,
  plateaus,
  plateauSchema,
  quadraticShare,
  speeds,
  speedSchema,
  staircaseParameters,
  wellsSchema,
  type StaircaseParameters,
} from './runs.ts';

export const staircaseOutput = z.strictObject({
  plateaus: z.array(plateauSchema),
  /** Share of starts from which the schedule stays bounded on a quadratic of the same curvature. */
  quadraticBounded: z.number(),
  /** Decades of loss in the stage after each decay, and without it. */
  decays: z.array(z.strictObject({ decayed: z.number(), undecayed: z.number() })),
  speeds: z.array(speedSchema),
  bowls: z.array(bowlSchema),
  gaussianWells: z.array(wellsSchema),
  pictures: pictureSchema,
});

export type StaircaseOutput = z.output<typeof staircaseOutput>;

async function run({
  parameters,
  seed,
}: RunContext<StaircaseParameters>): Promise<RunResult<StaircaseOutput>> {
  const output = {
    plateaus: plateaus(parameters, random(seed, 'plateaus')),
    quadraticBounded: quadraticShare(parameters, random(seed, 'quadratic')),
    decays: decadesOfDecay(parameters, random(seed, 'decays')),
    speeds: speeds(parameters, random(seed, 'speeds')),
    bowls: bowls(parameters, random(seed, 'bowls')),
    gaussianWells: gaussianWells(parameters, random(seed, 'wells')),
    pictures: staircasePictures(parameters),
  };
  return { status: 'complete', output, tensors: {}, datasets: [] };
}

function variants(profile: Profile): Record<string, Variant<StaircaseParameters>> {
  const full = profile === 'full';
  const parameters: StaircaseParameters = {
    scales: [1, 1e2, 1e4].map((curvature, i) => ({ curvature, width: 10 ** (-3 * i) })),
    learningRates: [1.6, 0.016, 0.00016],
    stageSteps: 400,
    start: 8,
    target: 1e-12,
    starts: full ? 60 : 20,
    losses: full ? 20 : 8,
  };
  return { staircase: { parameters, seeds: full ? [0, 1, 2, 3, 4] : [0, 1, 2] } };
}

/** T3: learning-rate decay on bowls inside each other. */
export const staircase = defineExperiment({
  id: 'staircase',
  version: 1,
  title: 'Learning-rate decay on a loss of separate scales',
  parameters: staircaseParameters,
  output: staircaseOutput,
  variants,
  run,
  judges: { R4: judgeStaircase },
});
