import { scaleDetector } from '../../math/scale-detector.ts';
import type { ClaimTest } from '../../claims/claim.ts';
import type { Artifact } from '../../claims/experiment.ts';
import type { CellRecord, OriginModel, OriginOutput, OriginSpread } from './schema.ts';
import {
  exactly,
  lowerAtLeast,
  measuredTest,
  near,
  perSeed,
  upperBelow,
  within,
} from '../../claims/seed-tests.ts';

/** Thresholds of R5 for the constructed data; committed before the run they judge. */
export const originCellRules = {
  /** Decades of exponents in between that make a continuum. */
  continuum: scaleDetector.continuum,
  /** Exponent that a density 1/m² of magnitudes must give. */
  densityExponent: [0.9, 1.1],
  controlTolerance: 1e-3,
} as const;

/** Names of the tests on constructed data. */
export const constructedTests = {
  separate: 'a non-convex model makes separate scales of separate magnitudes',
  continuum: 'a non-convex model makes a continuum of scales of magnitudes spread evenly',
  density: 'a density 1/m² of magnitudes makes the loss of a non-convex model grow in proportion to distance',
} as const;

/** The tests of R5 from all artifacts of experiment `origin`. */
export function judgeOrigin(artifacts: readonly Artifact<OriginOutput>[]): ClaimTest[] {
  const values = (model: OriginModel, spread: OriginSpread, statistic: (cell: CellRecord) => number) =>
    perSeed(artifacts, ({ cells }) => {
      const cell = cells.find((one) => one.model === model && one.spread === spread);
      return cell ? statistic(cell) : null;
    });
  const { continuum, densityExponent, controlTolerance } = originCellRules;
  return [
    measuredTest({
      name: constructedTests.separate,
      statistic: 'number of scales, two-layer tanh network, magnitudes 1, 100 and 10,000',
      values: values('tanh', 'three', ({ scales }) => scales),
      rule: lowerAtLeast(scaleDetector.separate),
      control: {
        name: 'linear model on the same data',
        values: values('linear', 'three', ({ scales }) => scales),
        rule: exactly(1),
      },
    }),
    measuredTest({
      name: constructedTests.continuum,
      statistic:
        'decades with exponent in (0.2, 1.8), two-layer tanh network, magnitudes log-uniform over four decades',
      values: values('tanh', 'log-uniform', ({ band }) => band),
      rule: lowerAtLeast(continuum),
      control: {
        name: 'the same network on data of one magnitude',
        values: values('tanh', 'one', ({ band }) => band),
        rule: upperBelow(continuum),
      },
    }),
    measuredTest({
      name: constructedTests.density,
      statistic:
        'growth exponent between the scales, two-layer tanh network, magnitudes 1 to 10,000 with density 1/m²',
      values: values('tanh', 'density', ({ slope }) => slope),
      rule: within(...densityExponent),
      control: {
        name: 'linear model on the same data',
        values: values('linear', 'density', ({ slope }) => slope),
        rule: near(2, controlTolerance),
      },
    }),
  ];
}
