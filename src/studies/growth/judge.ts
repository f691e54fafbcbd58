import type { ClaimTest } from '../../claims/claim.ts';
import type { Artifact } from '../../claims/experiment.ts';
import { nounOf } from '../../measure/image-words.ts';
import { medianPerSeed, type GrowthStatistic } from '../../measure/growth-statistics.ts';
import type { GrowthOutput } from '../../measure/network-growth.ts';
import {
  lowerAtLeast,
  measuredTest,
  near,
  upperAtMost,
  upperBelow,
  type Rule,
} from '../../claims/seed-tests.ts';
import type { GrowthRecord } from '../../measure/slice-growth.ts';

/** Thresholds of R1, from the design's N1; committed before the run they judge. */
export const growthRules = {
  /** Mean exponent over the decade past the quadratic radius; 2 is quadratic growth. */
  exponent: 1.45,
  /** Local exponent at t = 3. */
  exponentAt3: 1.75,
  /** Share of t in [0.01, 10] on which f′(t)/t falls. */
  decreasingShare: 1,
  /** How far from 2 an exponent of the linear network may be. */
  controlTolerance: 1e-6,
  /** Share of falls the linear network may show. */
  controlShare: 0.05,
} as const;

const equalToTwo = near(2, growthRules.controlTolerance);

/** What decides R1: the sharpest directions first, then directions of other kinds, to which the claim also speaks. */
const plan: readonly {
  name: string;
  kind: GrowthRecord['kind'];
  description: string;
  statistic: GrowthStatistic;
  rule: Rule;
  controlStatistic: GrowthStatistic;
  controlRule: Rule;
}[] = [
  {
    name: 'growth past the quadratic radius along the top five eigenvectors',
    kind: 'top eigenvector',
    description:
      'mean growth exponent over the decade past the quadratic radius, median of five eigenvectors',
    statistic: ({ exponent }) => exponent,
    rule: upperBelow(growthRules.exponent),
    controlStatistic: ({ outerExponent }) => outerExponent,
    controlRule: equalToTwo,
  },
  {
    name: 'growth at distance 3 along the top five eigenvectors',
    kind: 'top eigenvector',
    description: 'local growth exponent at t = 3, median of five eigenvectors',
    statistic: ({ exponentAt3 }) => exponentAt3,
    rule: upperBelow(growthRules.exponentAt3),
    controlStatistic: ({ exponentAt3 }) => exponentAt3,
    controlRule: equalToTwo,
  },
  {
    name: 'f′(t)/t falls along the top five eigenvectors',
    kind: 'top eigenvector',
    description: 'share of t in [0.01, 10] on which f′(t)/t falls, median of five eigenvectors',
    statistic: ({ decreasingShare }) => decreasingShare,
    rule: lowerAtLeast(growthRules.decreasingShare),
    controlStatistic: ({ decreasingShare }) => decreasingShare,
    controlRule: upperAtMost(growthRules.controlShare),
  },
  {
    name: 'growth at distance 3 along random directions',
    kind: 'random',
    description: 'local growth exponent at t = 3, median of the random directions',
    statistic: ({ exponentAt3 }) => exponentAt3,
    rule: upperBelow(growthRules.exponentAt3),
    controlStatistic: ({ exponentAt3 }) => exponentAt3,
    controlRule: equalToTwo,
  },
];

/** The tests of R1 from all artifacts of experiment `growth`. Diverged runs count as seeds without a value. */
export function judgeGrowth(artifacts: readonly Artifact<GrowthOutput>[]): ClaimTest[] {
  const [tanh4, linear] = ['tanh4', 'linear'].map((name) =>
    artifacts.filter(({ variant }) => variant === name),
  );
  return plan.map(({ name, kind, description, statistic, rule, controlStatistic, controlRule }) =>
    measuredTest({
      name,
      statistic: description,
      values: medianPerSeed(tanh4, kind, statistic),
      rule,
      control: {
        name: `linear network on the same ${nounOf(artifacts)}`,
        values: medianPerSeed(linear, kind, controlStatistic),
        rule: controlRule,
      },
    }),
  );
}
