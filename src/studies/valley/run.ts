import { z } from 'zod';
import { random } from '../../math/random.ts';
import {
  defineExperiment,
  type Profile,
  type RunContext,
  type RunResult,
  type Variant,
} from '../../claims/experiment.ts';
import { judgeValley } from './judge.ts';
import {
  catapults,
  catapultSchema,
  driftSchema,
  drifts,
  floors,
  floorSchema,
  hoverSchema,
  hovers,
  underflow,
  underflowSchema,
  valleyParameters,
  type ValleyParameters,
} from './runs.ts';

export const valleyOutput = z.strictObject({
  learningRate: z.number(),
  drifts: z.array(driftSchema),
  hovers: z.array(hoverSchema),
  floors: z.array(floorSchema),
  catapults: z.array(catapultSchema),
  underflow: underflowSchema,
});

export type ValleyOutput = z.output<typeof valleyOutput>;

async function run({
  parameters,
  seed,
  progress,
}: RunContext<ValleyParameters>): Promise<RunResult<ValleyOutput>> {
  const drifted = drifts(parameters, random(seed, 'drift'));
  progress(0.4, 'tilted valleys');
  const output = {
    learningRate: parameters.learningRate,
    drifts: drifted,
    hovers: hovers(parameters, random(seed, 'tilted')),
    floors: floors(parameters, random(seed, 'without a flat minimum')),
    catapults: catapults(parameters, random(seed, 'catapult')),
    underflow: underflow(parameters),
  };
  return { status: 'complete', output, tensors: {}, datasets: [] };
}

function variants(profile: Profile): Record<string, Variant<ValleyParameters>> {
  const full = profile === 'full';
  const parameters = {
    learningRate: 0.1,
    steps: 31_000,
    runs: full ? 6 : 2,
    recorded: 200,
    noise: 1e-3,
  };
  return { valley: { parameters, seeds: full ? [0, 1, 2, 3, 4] : [0, 1, 2] } };
}

/** T2: gradient descent in a valley of minima whose sharpness varies along it. */
export const valley = defineExperiment({
  id: 'valley',
  version: 1,
  title: 'Gradient descent in a valley of minima',
  parameters: valleyParameters,
  output: valleyOutput,
  variants,
  run,
  judges: { R3: judgeValley },
});
