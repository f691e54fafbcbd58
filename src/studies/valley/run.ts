import type { RunContext, RunResult } from '../../claims/experiment.ts';
import { random } from '../../math/random.ts';
import { catapults, floors, underflow } from './beyond.ts';
import { drifts } from './drifts.ts';
import { hovers } from './hovers.ts';
import type { ValleyOutput, ValleyParameters } from './schema.ts';

/** Gradient descent in valleys that drift, are tilted, or have no flat minimum. */
export async function runValleys({
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
