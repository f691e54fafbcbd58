import { finite, max, mean, ofAll } from '../../math/statistics.ts';
import type { ClaimTest } from '../../claims/claim.ts';
import type { Artifact } from '../../claims/experiment.ts';
import { exactly, measuredTest, perSeed, upperBelow, type PerSeed } from '../../claims/seed-tests.ts';
import type { SectionName, ValleyOutput } from './schema.ts';

/** Thresholds of R3 in a valley of minima; committed before the run they judge. */
export const valleyRules = {
  /** Relative error of the sharpness during the drift. */
  drift: 5e-3,
  /** Relative error of the sharpness that a tilted valley is held at. */
  hover: 1e-3,
  /** What the sharpness of a tilted quadratic valley, over 2/η, must stay below. */
  controlRatio: 1.005,
  /** Relative error of the amplitude in a valley without a flat minimum. */
  amplitude: 1e-8,
} as const;

type Statistic = (output: ValleyOutput) => number | null;

const largest = (values: readonly (number | null)[]): number | null => ofAll(max, values);

const share = (hits: readonly boolean[]): number | null => ofAll(mean, hits.map(Number));

const relative = (measured: number | null, predicted: number | null) =>
  measured === null || predicted === null ? null : Math.abs(measured / predicted - 1);

const of = <T extends { readonly section: SectionName }>(runs: readonly T[], ...names: SectionName[]) =>
  runs.filter(({ section }) => names.includes(section));

/** Those of the text are the same for every seed: judged are the drawn ones. */
const drawn = ({ drifts }: ValleyOutput) => drifts.filter((one) => one.drawn === 'random');

export const driftError: Statistic = (output) =>
  largest(of(drawn(output), 'subquadratic').map(({ error }) => error));

/** Share of the quadratic valleys that pass for the prediction. */
const quadraticDriftShare: Statistic = (output) =>
  share(
    of(drawn(output), 'quadratic').map(
      ({ error }) => error !== null && finite('error of a drift', error) < valleyRules.drift,
    ),
  );

export const hoverError: Statistic = ({ hovers }) =>
  largest(of(hovers, 'subquadratic').map(({ ratio, predictedRatio }) => relative(ratio, predictedRatio)));

const boundedShare = (runs: readonly { readonly status: string }[]) =>
  share(runs.map(({ status }) => status === 'bounded'));

/** The tests of R3 from all artifacts of experiment `valley`. */
export function judgeValley(artifacts: readonly Artifact<ValleyOutput>[]): ClaimTest[] {
  const values = (statistic: Statistic): PerSeed => perSeed(artifacts, statistic);
  return [
    measuredTest({
      name: 'theory: in a valley of minima the sharpness drifts down to 2/η as the two-cycle predicts',
      statistic: 'largest relative error of the sharpness over all steps and valleys of a seed',
      values: values(driftError),
      rule: upperBelow(valleyRules.drift),
      control: {
        name: 'the same with a quadratic cross-section, share of valleys within that error',
        values: values(quadraticDriftShare),
        rule: exactly(0),
      },
    }),
    measuredTest({
      name: 'theory: against progressive sharpening the sharpness is held at (2/η)(1 + c/k)',
      statistic: 'largest relative error of the mean sharpness over all tilted valleys of a seed',
      values: values(hoverError),
      rule: upperBelow(valleyRules.hover),
      control: {
        name: 'the same valleys with a quadratic cross-section, largest mean sharpness·η/2',
        values: values(({ hovers }) => largest(of(hovers, 'quadratic').map(({ ratio }) => ratio))),
        rule: upperBelow(valleyRules.controlRatio),
      },
    }),
    measuredTest({
      name: 'theory: where no minimum is flat enough the subquadratic valley settles at f′(x)/x = 2/(ηλ)',
      statistic: 'largest relative error of the amplitude over all valleys of a seed',
      values: values(({ floors }) =>
        largest(
          of(floors, 'subquadratic').map(({ amplitude, predictedAmplitude }) =>
            relative(amplitude, predictedAmplitude),
          ),
        ),
      ),
      rule: upperBelow(valleyRules.amplitude),
      control: {
        name: 'quadratic and quartic cross-sections, share of runs that stay bounded',
        values: values(({ floors }) => boundedShare(of(floors, 'quadratic', 'quartic'))),
        rule: exactly(0),
      },
    }),
    measuredTest({
      name: 'theory: in a valley of flat minima nothing but subquadratic growth keeps gradient descent bounded',
      statistic: 'share of tilted valleys with a quadratic cross-section that stay bounded',
      values: values(({ hovers }) => boundedShare(of(hovers, 'quadratic'))),
      rule: exactly(0),
      control: {
        name: 'the same with a quartic cross-section',
        values: values(({ hovers }) => boundedShare(of(hovers, 'quartic'))),
        rule: exactly(0),
      },
    }),
  ];
}
