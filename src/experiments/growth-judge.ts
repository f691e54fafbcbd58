import { median, tInterval, type Estimate } from '../math/statistics.ts';
import type { ClaimControl, ClaimTest } from './claim.ts';
import type { Artifact } from './experiment.ts';
import { nounOf } from './image-words.ts';
import type { GrowthOutput } from './network-growth.ts';
import type { GrowthRecord } from './slice-growth.ts';

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

type Statistic = (record: GrowthRecord) => number | null;

/** Median over a network's slices of one kind, one value a seed; null where a slice lacks the statistic. */
export function perSeed(
  artifacts: readonly Artifact<GrowthOutput>[],
  kind: GrowthRecord['kind'],
  statistic: Statistic,
): (number | null)[] {
  return artifacts.map(({ output }) => {
    const values = output.growth.filter((record) => record.kind === kind).map(statistic);
    return values.length === 0 || values.includes(null) ? null : median(values as number[])!;
  });
}

function estimate(values: readonly (number | null)[]): Estimate | null {
  return values.length < 2 || values.includes(null) ? null : tInterval(values as number[]);
}

interface Rule {
  readonly text: string;
  readonly holds: (estimate: Estimate) => boolean;
}

const below = (bound: number): Rule => ({
  text: `upper bound < ${bound}`,
  holds: ({ interval }) => interval[1] < bound,
});

const equalToTwo: Rule = {
  text: `|value − 2| < ${growthRules.controlTolerance} at both bounds`,
  holds: ({ interval }) => interval.every((bound) => Math.abs(bound - 2) < growthRules.controlTolerance),
};

const always: Rule = {
  text: `lower bound ≥ ${growthRules.decreasingShare}`,
  holds: ({ interval }) => interval[0] >= growthRules.decreasingShare,
};

const never: Rule = {
  text: `upper bound ≤ ${growthRules.controlShare}`,
  holds: ({ interval }) => interval[1] <= growthRules.controlShare,
};

/** What decides R1: the sharpest directions first, then directions of other kinds, to which the claim also speaks. */
const plan: readonly {
  name: string;
  kind: GrowthRecord['kind'];
  description: string;
  statistic: Statistic;
  rule: Rule;
  controlStatistic: Statistic;
  controlRule: Rule;
}[] = [
  {
    name: 'growth past the quadratic radius along the top five eigenvectors',
    kind: 'top eigenvector',
    description:
      'mean growth exponent over the decade past the quadratic radius, median of five eigenvectors',
    statistic: ({ exponent }) => exponent,
    rule: below(growthRules.exponent),
    controlStatistic: ({ outerExponent }) => outerExponent,
    controlRule: equalToTwo,
  },
  {
    name: 'growth at distance 3 along the top five eigenvectors',
    kind: 'top eigenvector',
    description: 'local growth exponent at t = 3, median of five eigenvectors',
    statistic: ({ exponentAt3 }) => exponentAt3,
    rule: below(growthRules.exponentAt3),
    controlStatistic: ({ exponentAt3 }) => exponentAt3,
    controlRule: equalToTwo,
  },
  {
    name: 'f′(t)/t falls along the top five eigenvectors',
    kind: 'top eigenvector',
    description: 'share of t in [0.01, 10] on which f′(t)/t falls, median of five eigenvectors',
    statistic: ({ decreasingShare }) => decreasingShare,
    rule: always,
    controlStatistic: ({ decreasingShare }) => decreasingShare,
    controlRule: never,
  },
  {
    name: 'growth at distance 3 along random directions',
    kind: 'random',
    description: 'local growth exponent at t = 3, median of the random directions',
    statistic: ({ exponentAt3 }) => exponentAt3,
    rule: below(growthRules.exponentAt3),
    controlStatistic: ({ exponentAt3 }) => exponentAt3,
    controlRule: equalToTwo,
  },
];

/** The tests of R1 from all artifacts of experiment `growth`. Diverged runs count as seeds without a value. */
export function judgeGrowth(artifacts: readonly Artifact<GrowthOutput>[]): ClaimTest[] {
  const [tanh4, linear] = ['tanh4', 'linear'].map((name) =>
    artifacts.filter(({ variant }) => variant === name),
  );
  return plan.map(({ name, kind, description, statistic, rule, controlStatistic, controlRule }) => {
    const measured = estimate(perSeed(tanh4, kind, statistic));
    const controlled = estimate(perSeed(linear, kind, controlStatistic));
    const control: ClaimControl = {
      name: `linear network on the same ${nounOf(artifacts)}`,
      value: controlled?.value ?? null,
      interval: controlled ? [...controlled.interval] : null,
      rule: controlRule.text,
      passes: controlled !== null && controlRule.holds(controlled),
    };
    return {
      name,
      statistic: description,
      value: measured?.value ?? null,
      interval: measured ? [...measured.interval] : null,
      seeds: tanh4.length,
      rule: rule.text,
      passes: measured !== null && rule.holds(measured),
      control,
    };
  });
}
