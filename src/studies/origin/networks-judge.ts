import { normKinds, type NormKind } from '../../data/sample-norms.ts';
import { furthest, max, min } from '../../math/statistics.ts';
import type { ClaimTest } from '../../claims/claim.ts';
import type { Artifact } from '../../claims/experiment.ts';
import { growthRules, medianPerSeed } from '../../measure/growth-statistics.ts';
import type { GrowthOutput } from '../growth/schema.ts';
import {
  acrossKinds,
  lowerAbove,
  lowerAtLeast,
  measuredTest,
  near,
  upperBelow,
  type PerSeed,
} from '../../claims/seed-tests.ts';

/** Thresholds of R5 for trained networks: those of R1, and what would count as a lowering; committed before the run they judge. */
export const originRules = {
  /** Share of t in [0.01, 10] on which f′(t)/t falls where growth is subquadratic, and where it is not: those of R1. */
  decreasingShare: growthRules.decreasingShare,
  controlShare: growthRules.controlShare,
  /** Mean exponent over the decade past the quadratic radius: that of R1. */
  exponent: growthRules.exponent,
  /** By how much a spread of norms must lower the exponent to count as a cause. */
  lowering: 0.1,
  /** How far from its value in theory the linear network may be. */
  controlTolerance: growthRules.controlTolerance,
} as const;

/** The test that asks for more than non-convexity. */
export const loweringTest = 'spread magnitudes lower the growth exponent of a trained network';

/** Names of the tests that ask for subquadratic growth whatever the data. */
export const whateverTests = {
  falls: 'around a trained non-convex model f′(t)/t falls whatever the spread of its data',
  exponent: 'its growth exponent is as low as in R1 whatever the spread of its data',
} as const;

type Artifacts = readonly Artifact<GrowthOutput>[];

const of = (artifacts: Artifacts, network: string, norms: NormKind): Artifacts =>
  artifacts.filter(({ variant }) => variant === `${network}-${norms}`);

/** Exponent past the quadratic radius, the median of a seed's top eigenvectors. */
const exponents = (artifacts: Artifacts, norms: NormKind): PerSeed =>
  medianPerSeed(of(artifacts, 'tanh4', norms), 'top eigenvector', ({ exponent }) => exponent);

/** Exponent over the last two decades of the linear network, which never leaves its parabola. */
const linearExponents = (artifacts: Artifacts, norms: NormKind): PerSeed =>
  medianPerSeed(of(artifacts, 'linear', norms), 'top eigenvector', ({ outerExponent }) => outerExponent);

/** Share on which f′(t)/t falls, the median of a seed's top eigenvectors. */
const shares = (artifacts: Artifacts, network: string, norms: NormKind): PerSeed =>
  medianPerSeed(of(artifacts, network, norms), 'top eigenvector', ({ decreasingShare }) => decreasingShare);

const smallest = (columns: readonly PerSeed[]) => acrossKinds(columns, min);
const largest = (columns: readonly PerSeed[]) => acrossKinds(columns, max);
const difference = (a: PerSeed, b: PerSeed) => acrossKinds([a, b], ([first, second]) => first - second);

/** The one of the linear network's exponents that is furthest from 2. */
const furthestFromTwo = (columns: readonly PerSeed[]) =>
  acrossKinds(columns, (values) => furthest(values, 2));

/** The tests of R5 from all artifacts of experiment `origin-networks`. */
export function judgeOriginNetworks(artifacts: Artifacts): ClaimTest[] {
  const { decreasingShare, controlShare, exponent, lowering, controlTolerance } = originRules;
  const everywhere = (network: string) => normKinds.map((norms) => shares(artifacts, network, norms));
  return [
    measuredTest({
      name: whateverTests.falls,
      statistic:
        'share of t in [0.01, 10] on which f′(t)/t falls, tanh network, the smallest of four spreads of norms',
      values: smallest(everywhere('tanh4')),
      rule: lowerAtLeast(decreasingShare),
      control: {
        name: 'linear network on the same data, the largest share',
        values: largest(everywhere('linear')),
        rule: upperBelow(controlShare),
      },
    }),
    measuredTest({
      name: whateverTests.exponent,
      statistic:
        'growth exponent past the quadratic radius, tanh network, the largest of four spreads of norms',
      values: largest(normKinds.map((norms) => exponents(artifacts, norms))),
      rule: upperBelow(exponent),
      control: {
        name: 'linear network on the same data, the exponent furthest from 2',
        values: furthestFromTwo(normKinds.map((norms) => linearExponents(artifacts, norms))),
        rule: near(2, controlTolerance),
      },
    }),
    measuredTest({
      name: loweringTest,
      statistic:
        'growth exponent past the quadratic radius, samples of the same norm minus a tenth of the samples times 8, tanh network',
      values: difference(exponents(artifacts, 'unit'), exponents(artifacts, 'tenth-times-8')),
      rule: lowerAbove(lowering),
      control: {
        name: 'linear network on the same data',
        values: difference(linearExponents(artifacts, 'unit'), linearExponents(artifacts, 'tenth-times-8')),
        rule: near(0, controlTolerance),
      },
    }),
  ];
}
