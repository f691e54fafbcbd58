import { orbits } from '../../src/studies/orbits/experiment.ts';
import { orbitsStudy } from '../../src/studies/orbits/selections.ts';
import { staircase } from '../../src/studies/staircase/experiment.ts';
import { staircaseStudy } from '../../src/studies/staircase/selections.ts';
import { valley } from '../../src/studies/valley/experiment.ts';
import { exampleRuns } from './example-runs.ts';
import { resultsOf } from './results-of.ts';

export const exampleOrbits = async () => orbitsStudy(resultsOf({ orbits: await exampleRuns(orbits) }))!;

export const exampleValley = () => exampleRuns(valley);

export const exampleStaircase = async () =>
  staircaseStudy(resultsOf({ staircase: await exampleRuns(staircase) }))!;
