import { max } from '../../math/statistics.ts';
import type { ClaimTest } from '../../claims/claim.ts';
import type { Artifact } from '../../claims/experiment.ts';
import { perRate, rateSlope, scaleCount, scaleRatio } from './statistics.ts';
import {
  acrossKinds,
  exactly,
  lowerAtLeast,
  measuredTest,
  upperBelow,
  within,
  type PerSeed,
} from '../../claims/seed-tests.ts';
import { judgedRates, settlingRates } from './settings.ts';
import type { SeparateScalesOutput } from './schema.ts';

/** Thresholds of R2; committed before the run they judge. */
export const separateScalesRules = {
  /** Scales that make them several. */
  scales: 2,
  /** Range of d log(curvature ratio) / d log η′ that counts as the law 1/η′. */
  slope: [-1.25, -0.75],
  /** How far from 0 the slope of a network with a single scale may be. */
  controlSlope: 0.05,
  /** Local minima on a line that make nested basins. */
  minima: 2,
} as const;

type Artifacts = readonly Artifact<SeparateScalesOutput>[];

/** Of two networks, the larger statistic of each seed; null where either lacks it. */
const larger = (a: PerSeed, b: PerSeed): PerSeed => acrossKinds([a, b], max);

function countTest(artifacts: Artifacts, rate: number): ClaimTest {
  const count = (network: string) => perRate(artifacts, network, rate, scaleCount);
  return measuredTest({
    name: `separate scales around a ReLU network settled at η′ = ${rate}`,
    statistic: 'plateaus p = 2 of the rise averaged over random directions',
    values: count('relu'),
    rule: lowerAtLeast(separateScalesRules.scales),
    control: {
      name: 'tanh and linear networks, the larger count',
      values: larger(count('tanh'), count('linear')),
      rule: exactly(1),
    },
  });
}

const size = (values: PerSeed): PerSeed => acrossKinds([values], ([value]) => Math.abs(value));

function lawTest(artifacts: Artifacts): ClaimTest {
  const slope = (network: string, rates: readonly number[]) =>
    rateSlope(rates.map((rate) => ({ rate, ratios: perRate(artifacts, network, rate, scaleRatio) })));
  return measuredTest({
    name: 'the curvature of the small scale grows as 1/η′',
    statistic: 'slope of log(curvature of the sharpest plateau / curvature of the outermost) on log η′',
    values: slope('relu', settlingRates),
    rule: within(...separateScalesRules.slope),
    control: {
      name: 'tanh and linear networks, the larger |slope|',
      values: larger(size(slope('tanh', judgedRates)), size(slope('linear', judgedRates))),
      rule: upperBelow(separateScalesRules.controlSlope),
    },
  });
}

function basinTest(artifacts: Artifacts): ClaimTest {
  const rate = Math.min(...judgedRates);
  const minima = (network: string) =>
    perRate(artifacts, network, rate, ({ lines }) => lines[0]?.minima ?? null);
  return measuredTest({
    name: 'nested basins on the line back to the iterates of the large learning rate',
    statistic: `local minima on that line, ReLU network at η′ = ${rate}`,
    values: minima('relu'),
    rule: lowerAtLeast(separateScalesRules.minima),
    control: {
      name: 'linear network, whose loss is convex',
      values: minima('linear'),
      rule: exactly(1),
    },
  });
}

/** The tests of R2 from all artifacts of experiment `separate-scales`. */
export function judgeSeparateScales(artifacts: Artifacts): ClaimTest[] {
  return [...judgedRates.map((rate) => countTest(artifacts, rate)), lawTest(artifacts), basinTest(artifacts)];
}
