import type { RunContext, RunResult } from '../../claims/experiment.ts';
import { random } from '../../math/random.ts';
import { bowls } from './bowls.ts';
import { staircasePictures } from './pictures.ts';
import { gaussianWells, plateaus, quadraticShare } from './plateaus.ts';
import type { StaircaseOutput, StaircaseParameters } from './schema.ts';
import { decadesOfDecay, speeds } from './speeds.ts';

/** Gradient descent with a schedule of learning rates on bowls inside each other. */
export async function runStaircase({
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
