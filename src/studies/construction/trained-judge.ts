import { max, mean } from '../../math/statistics.ts';
import type { ClaimTest } from '../../claims/claim.ts';
import type { TrainedOutput } from './trained-schema.ts';
import { trainedName } from './trained-settings.ts';
import type { Artifact } from '../../claims/experiment.ts';
import {
  acrossKinds,
  exactly,
  lowerAtLeast,
  measuredTest,
  perSeed,
  upperBelow,
  type PerSeed,
} from '../../claims/seed-tests.ts';

/** Thresholds of R6 around trained minima; committed before the run they judge. */
export const trainedRules = {
  /** Share of minima that must have a scale for each magnitude. */
  rightCount: 0.75,
  /** Share of minima of one magnitude that may show several scales. */
  severalOfOne: 0.25,
} as const;

type Artifacts = readonly Artifact<TrainedOutput>[];

/** Scales of each seed's minimum. */
export const scalesPerSeed = (
  artifacts: Artifacts,
  activation: 'tanh' | 'erf' | 'identity',
  magnitudes: number,
): PerSeed => {
  const variant = trainedName({ activation, magnitudes, metric: 'pre-activations' });
  return perSeed(
    artifacts.filter((artifact) => artifact.variant === variant),
    ({ scales }) => scales,
  );
};

const saturating = ['tanh', 'erf'] as const;
const several = [2, 3] as const;

/** The tests of R6 from all artifacts of experiment `construction-trained`. */
export function judgeConstructionTrained(artifacts: Artifacts): ClaimTest[] {
  const expected = saturating.flatMap(() => several);
  const counts = saturating.flatMap((name) => several.map((k) => scalesPerSeed(artifacts, name, k)));
  const ones = saturating.map((name) => scalesPerSeed(artifacts, name, 1));
  const linear = several.map((k) => scalesPerSeed(artifacts, 'identity', k));
  const right = acrossKinds(counts, (found) => mean(found, (count, i) => Number(count === expected[i])));
  const severalShare = (found: readonly number[]) => mean(found, (count) => Number(count > 1));
  return [
    measuredTest({
      name: 'K magnitudes give K scales around trained minima',
      statistic:
        'share of trained tanh and erf networks, K = 2 and 3 magnitudes 100 apart, with exactly K scales',
      values: right,
      rule: lowerAtLeast(trainedRules.rightCount),
      control: {
        name: 'linear network trained on the same data, largest number of scales',
        values: acrossKinds(linear, max),
        rule: exactly(1),
      },
    }),
    measuredTest({
      name: 'several magnitudes are needed for several scales',
      statistic: 'share of trained tanh and erf networks, 2 and 3 magnitudes, with several scales',
      values: acrossKinds(counts, severalShare),
      rule: lowerAtLeast(trainedRules.rightCount),
      control: {
        name: 'one magnitude: share of such networks with several scales',
        values: acrossKinds(ones, severalShare),
        rule: upperBelow(trainedRules.severalOfOne),
      },
    }),
  ];
}
