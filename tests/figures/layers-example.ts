import { construction, constructionTrained } from '../../src/studies/construction/experiment.ts';
import { detector } from '../../src/studies/detector/experiment.ts';
import { detectorParameters } from '../../src/studies/detector/schema.ts';
import { exampleRuns } from './example-runs.ts';
import { origin } from '../../src/studies/origin/experiment.ts';
import type { ConstructionStudy } from '../../src/studies/construction/selections.ts';
import type { DetectorStudy } from '../../src/studies/detector/selections.ts';
import type { OriginRun } from '../../src/studies/origin/selections.ts';

export const exampleConstruction = async (): Promise<ConstructionStudy> => ({
  exact: await exampleRuns(construction, [0, 1]),
  trained: await exampleRuns(constructionTrained, [0, 1]),
});

export const exampleOrigin = (): Promise<readonly OriginRun[]> => exampleRuns(origin, [0, 1]);

export async function exampleDetector(): Promise<DetectorStudy> {
  const seeds = await exampleRuns(detector, [0], (set) => ({ ...set, trials: 2, networkTrials: 2 }));
  return { seeds, settings: detectorParameters.parse(seeds[0].parameters) };
}
