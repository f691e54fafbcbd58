import type { ClaimTest } from '../../claims/claim.ts';
import type { Artifact } from '../../claims/experiment.ts';
import type { GrowthRecord } from '../../measure/slice-growth.ts';
import { nounOf } from '../../measure/image-words.ts';
import { growthRules, medianPerSeed, type GrowthStatistic } from '../../measure/growth-statistics.ts';
import type { GrowthOutput } from './schema.ts';
import {
  lowerAtLeast,
  measuredTest,
  near,
  upperAtMost,
  upperBelow,
  type Rule,
} from '../../claims/seed-tests.ts';

const equalToTwo = near(2, growthRules.controlTolerance);

const exponentAt3: GrowthStatistic = (record) => record.exponentAt3;
const decreasingShare: GrowthStatistic = (record) => record.decreasingShare;

/** The tests of R1 from all artifacts of experiment `growth`. Diverged runs count as seeds without a value. */
export function judgeGrowth(artifacts: readonly Artifact<GrowthOutput>[]): ClaimTest[] {
  const of = (network: string, kind: GrowthRecord['kind'], statistic: GrowthStatistic) =>
    medianPerSeed(
      artifacts.filter(({ variant }) => variant === network),
      kind,
      statistic,
    );
  const growthTest = (
    name: string,
    statistic: string,
    kind: GrowthRecord['kind'],
    [ofTanh, rule]: readonly [GrowthStatistic, Rule],
    [ofLinear, controlRule]: readonly [GrowthStatistic, Rule],
  ) =>
    measuredTest({
      name,
      statistic,
      values: of('tanh4', kind, ofTanh),
      rule,
      control: {
        name: `linear network on the same ${nounOf(artifacts)}`,
        values: of('linear', kind, ofLinear),
        rule: controlRule,
      },
    });
  return [
    growthTest(
      'growth past the quadratic radius along the top five eigenvectors',
      'mean growth exponent over the decade past the quadratic radius, median of five eigenvectors',
      'top eigenvector',
      [({ exponent }) => exponent, upperBelow(growthRules.exponent)],
      [({ outerExponent }) => outerExponent, equalToTwo],
    ),
    growthTest(
      'growth at distance 3 along the top five eigenvectors',
      'local growth exponent at t = 3, median of five eigenvectors',
      'top eigenvector',
      [exponentAt3, upperBelow(growthRules.exponentAt3)],
      [exponentAt3, equalToTwo],
    ),
    growthTest(
      'f′(t)/t falls along the top five eigenvectors',
      'share of t in [0.01, 10] on which f′(t)/t falls, median of five eigenvectors',
      'top eigenvector',
      [decreasingShare, lowerAtLeast(growthRules.decreasingShare)],
      [decreasingShare, upperAtMost(growthRules.controlShare)],
    ),
    growthTest(
      'growth at distance 3 along random directions',
      'local growth exponent at t = 3, median of the random directions',
      'random',
      [exponentAt3, upperBelow(growthRules.exponentAt3)],
      [exponentAt3, equalToTwo],
    ),
  ];
}
