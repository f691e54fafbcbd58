import { finite, max, mean, ofAll } from '../../math/statistics.ts';
import type { ClaimTest } from '../../claims/claim.ts';
import type { Artifact } from '../../claims/experiment.ts';
import type { CycleOrbit, OrbitsOutput, RandomOrbits } from './schema.ts';
import {
  exactly,
  lowerAtLeast,
  measuredTest,
  perSeed,
  upperBelow,
  type PerSeed,
} from '../../claims/seed-tests.ts';

/** Thresholds of R3 in one dimension; committed before the run they judge. */
export const orbitRules = {
  /** Relative error of an amplitude. */
  error: 1e-8,
  /** Share of the orbits that must settle at the predicted two-cycle. */
  converged: 0.99,
  /** Error of a two-step multiplier. */
  multiplierError: 1e-3,
  /** Relative error of the learning rate at which a cycle splits or doubles. */
  criticalError: 1e-3,
} as const;

type Statistic = (output: RandomOrbits) => number | null;

const largest = (values: readonly (number | null)[]): number | null => ofAll(max, values);

const relative = (measured: number, predicted: number) => Math.abs(measured / predicted - 1);

export const amplitudeError: Statistic = ({ families }) =>
  largest(families.flatMap(({ amplitudes }) => amplitudes.map(({ error }) => error)));

/** Over all orbits of a seed. */
export const convergedShare: Statistic = ({ families }) =>
  families.reduce((sum, { converged, orbits }) => sum + converged * orbits, 0) /
  families.reduce((sum, { orbits }) => sum + orbits, 0);

/** Largest relative error of either end of a cycle. */
export const cycleError = (cycles: readonly CycleOrbit[]): number | null =>
  largest(
    cycles.map(({ predicted, measured }) =>
      measured === null ? null : max(predicted, (value, i) => relative(measured[i], value)),
    ),
  );

export const multiplierError: Statistic = ({ families, ricker, split }) =>
  largest(
    [...families.flatMap(({ amplitudes }) => amplitudes), ...ricker, ...split].map((cycle) =>
      cycle.measuredMultiplier === null ? null : Math.abs(cycle.measuredMultiplier - cycle.multiplier),
    ),
  );

export const criticalError: Statistic = ({ critical }) =>
  largest(
    critical.flatMap(({ pitchfork, doubling }) =>
      [pitchfork, doubling].map(({ measured, predicted }) => relative(measured, predicted)),
    ),
  );

/** f′(x)/x at both ends of the cycles of e^x − x − 1, over 2/η: 1 where the relation for even losses holds. */
const evenRelationShare: Statistic = ({ ricker }) => {
  const ends = ricker.flatMap(({ learningRate, measured }) =>
    (measured ?? []).map((x) => (Math.expm1(x) / x) * (learningRate / 2)),
  );
  return ofAll(
    (ratios) =>
      mean(ratios, (ratio) => Number(Math.abs(finite('f′(x)/x', ratio) - 1) < orbitRules.multiplierError)),
    ends,
  );
};

const bounded: Statistic = ({ controls }) => largest(controls.map((one) => one.bounded));

/** The tests of R3 from all artifacts of experiment `orbits`. */
export function judgeOrbits(artifacts: readonly Artifact<OrbitsOutput>[]): ClaimTest[] {
  const runs = artifacts.flatMap(({ output, ...run }) =>
    output.kind === 'random starts' ? [{ ...run, output }] : [],
  );
  const values = (statistic: Statistic): PerSeed => perSeed(runs, statistic);
  const divergence = {
    name: 'quadratic and superquadratic functions, largest share of orbits that stay bounded',
    values: values(bounded),
    rule: exactly(0),
  };
  return [
    measuredTest({
      name: 'theory: on subquadratic functions gradient descent beyond the edge settles where f′(x)/x = 2/η',
      statistic: 'largest relative error of the amplitude over all settled orbits of a seed',
      values: values(amplitudeError),
      rule: upperBelow(orbitRules.error),
      control: divergence,
    }),
    measuredTest({
      name: 'theory: orbits from random starts settle there',
      statistic: 'share of orbits that end at the predicted two-cycle',
      values: values(convergedShare),
      rule: lowerAtLeast(orbitRules.converged),
      control: {
        name: 'the same functions below the edge, largest share of orbits that oscillate for ever',
        values: values(({ families }) => largest(families.map(({ oscillatesBelow }) => oscillatesBelow))),
        rule: exactly(0),
      },
    }),
    measuredTest({
      name: 'theory: the two-cycle attracts by Π(1 − ηf″) over two steps',
      statistic: 'largest error of the two-step multiplier',
      values: values(multiplierError),
      rule: upperBelow(orbitRules.multiplierError),
      control: {
        name: 'quadratic and superquadratic functions, largest share of learning rates at which a displacement shrinks',
        values: values(({ controls }) => largest(controls.map(({ shrinks }) => shrinks))),
        rule: exactly(0),
      },
    }),
    measuredTest({
      name: 'theory: without symmetry the mean curvature of the chord is 2/η',
      statistic: 'largest relative error of either end of the two-cycle of eˣ − x − 1',
      values: values(({ ricker }) => cycleError(ricker)),
      rule: upperBelow(orbitRules.error),
      control: {
        name: 'share of these ends at which f′(x)/x = 2/η, the relation of even functions',
        values: values(evenRelationShare),
        rule: exactly(0),
      },
    }),
    measuredTest({
      name: 'theory: the cycle splits where f″(x*) = 0 and doubles its period later',
      statistic: 'largest relative error of the learning rates at which orbits split and double',
      values: values(criticalError),
      rule: upperBelow(orbitRules.criticalError),
      control: {
        name: 'convex functions, share of orbits that leave the symmetric cycle',
        values: values(({ convexSplit }) => convexSplit),
        rule: exactly(0),
      },
    }),
  ];
}
