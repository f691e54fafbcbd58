import type { ClaimTest } from '../../claims/claim.ts';
import {
  coreAlphas,
  cycleExponentError,
  flankAlphas,
  largestExponentError,
  linearCount,
  linearExponent,
  oneMagnitudeError,
  rightCountShare,
} from './statistics.ts';
import type { ConstructionOutput } from './schema.ts';
import type { Artifact } from '../../claims/experiment.ts';
import {
  exactly,
  lowerAbove,
  lowerAtLeast,
  measuredTest,
  near,
  perSeed,
  upperBelow,
} from '../../claims/seed-tests.ts';

/** Thresholds of R6 for the exact construction; committed before the run they judge. */
export const constructionRules = {
  /** Share of networks that must have a scale for each magnitude. */
  rightCount: 0.9,
  /** |exponent − (α − 1)| for α in [1.5, 2.5], and outside. */
  coreError: 0.05,
  flankError: 0.1,
  /** |exponent of the amplitude on η − 1/(3 − α)|. */
  cycleError: 0.05,
  /** How far the exponent of one magnitude must be from all of these. */
  cycleControl: 0.3,
  controlTolerance: 1e-6,
} as const;

/** The tests of R6 from all artifacts of experiment `construction`. */
export function judgeConstruction(artifacts: readonly Artifact<ConstructionOutput>[]): ClaimTest[] {
  const values = (statistic: (output: ConstructionOutput) => number) => perSeed(artifacts, statistic);
  const { rightCount, coreError, flankError, cycleError, cycleControl, controlTolerance } = constructionRules;
  const linear = {
    name: 'linear network on the same data, the exponent furthest from 2',
    values: values(({ densities }) => linearExponent(densities)),
    rule: near(2, controlTolerance),
  };
  return [
    measuredTest({
      name: 'K magnitudes of the data give K scales of the loss',
      statistic:
        'share of tanh and erf networks, K = 2, 3 and 4 magnitudes at least 100 apart, with exactly K scales',
      values: values(({ counts }) => rightCountShare(counts)),
      rule: lowerAtLeast(rightCount),
      control: {
        name: 'linear network on the same data, largest number of scales',
        values: values(({ counts }) => linearCount(counts)),
        rule: exactly(1),
      },
    }),
    measuredTest({
      name: 'a power law m to the −α of magnitudes gives growth with exponent α − 1',
      statistic: 'largest |growth exponent − (α − 1)|, tanh networks with α from 1.5 to 2.5',
      values: values(({ densities }) => largestExponentError(densities, 'tanh', coreAlphas)),
      rule: upperBelow(coreError),
      control: linear,
    }),
    measuredTest({
      name: 'the same nearer the ends of the law',
      statistic: 'largest |growth exponent − (α − 1)|, tanh networks with α = 1.25 and 2.75',
      values: values(({ densities }) => largestExponentError(densities, 'tanh', flankAlphas)),
      rule: upperBelow(flankError),
      control: linear,
    }),
    measuredTest({
      name: 'the oscillation at the edge of stability grows with η as that density says',
      statistic: 'largest |exponent of the two-cycle’s amplitude on η − 1/(3 − α)|, α between 2 and 2.5',
      values: values(({ cycles }) => cycleExponentError(cycles)),
      rule: upperBelow(cycleError),
      control: {
        name: 'one magnitude: distance of its exponent from all of these',
        values: values(({ cycles }) => oneMagnitudeError(cycles)),
        rule: lowerAbove(cycleControl),
      },
    }),
  ];
}
