import { max, min, ofAll } from '../../math/statistics.ts';
import type { ClaimTest } from '../../claims/claim.ts';
import type { Artifact } from '../../claims/experiment.ts';
import {
  exactly,
  lowerAbove,
  measuredTest,
  perSeed,
  upperBelow,
  type PerSeed,
} from '../../claims/seed-tests.ts';
import type { BowlRun, Plateau, StaircaseOutput } from './schema.ts';

/** Thresholds of R4 on sums of scales; committed before the run they judge. */
export const staircaseRules = {
  /** Relative error of the loss on a plateau. */
  error: 1e-8,
  /** Decades that each decay lowers the loss by, and may lower it without one. */
  decades: 2,
  controlDecades: 0.01,
  /** Steps at the small learning rate alone over those of the schedule, for all scales and for one less. */
  gain: 10,
  controlGain: 2,
  /** Relative error of the loss that a decay too early leaves. */
  remainder: 1e-3,
  /** What is left of it after a decay in time. */
  controlRemainder: 1e-20,
  /** Relative distance of Gaussian wells from their plateau where they are chaotic. */
  chaotic: 0.01,
} as const;

type Statistic = (output: StaircaseOutput) => number | null;

const largest = (values: readonly number[]): number | null => ofAll(max, values);
const least = (values: readonly number[]): number | null => ofAll(min, values);

const errorOf = ({ measured, predicted }: Plateau) =>
  predicted === null ? [] : [Math.abs(measured / predicted - 1)];

export const plateauError: Statistic = ({ plateaus }) => largest(plateaus.flatMap(errorOf));

/** Steps that the schedule saves, as a factor, with so many of the scales. */
export const gain =
  (scales: number): Statistic =>
  ({ speeds }) => {
    const found = speeds.find((speed) => speed.drawn === 'random' && speed.scales === scales);
    return found?.constant == null || found.schedule === null ? null : found.constant / found.schedule;
  };

const inTime = ({ bowls }: StaircaseOutput): BowlRun => bowls[0];
const early = ({ bowls }: StaircaseOutput): readonly BowlRun[] => bowls.slice(1);

/** Relative error of the plateaus of a turned bowl, against those of the one-dimensional loss. */
const bowlError = (
  output: StaircaseOutput,
  runs: readonly BowlRun[],
  pick: typeof largest,
): number | null => {
  const predicted = output.plateaus
    .filter(({ drawn }) => drawn === 'design')
    .flatMap((plateau) => (plateau.predicted === null ? [] : [plateau.predicted]));
  const levels = [...new Set(predicted)].sort((a, b) => b - a);
  // The last plateau shows best what the slow direction adds to it.
  const lowest = levels.length - 1;
  return pick(runs.map(({ losses }) => Math.abs(losses[lowest] / levels[lowest] - 1)));
};

export const remainderError: Statistic = (output) =>
  largest(early(output).map(({ losses, remainder }) => Math.abs(losses.at(-1)! / remainder - 1)));

/** The tests of R4 from all artifacts of experiment `staircase`. */
export function judgeStaircase(artifacts: readonly Artifact<StaircaseOutput>[]): ClaimTest[] {
  const values = (statistic: Statistic): PerSeed => perSeed(artifacts, statistic);
  return [
    measuredTest({
      name: 'theory: on a loss of separate scales each learning rate holds the loss at its plateau',
      statistic:
        'largest relative error of the predicted loss over all plateaus, starts and losses of a seed',
      values: values(plateauError),
      rule: upperBelow(staircaseRules.error),
      control: {
        name: 'a quadratic of the same curvature, share of starts from which the schedule stays bounded',
        values: values(({ quadraticBounded }) => quadraticBounded),
        rule: exactly(0),
      },
    }),
    measuredTest({
      name: 'theory: each decay lets the loss fall into the next finer scale',
      statistic: 'decades of loss in the stage after a decay, the smaller of two',
      values: values(({ decays }) => least(decays.map(({ decayed }) => decayed))),
      rule: lowerAbove(staircaseRules.decades),
      control: {
        name: 'the same steps without the decay',
        values: values(({ decays }) => largest(decays.map(({ undecayed }) => undecayed))),
        rule: upperBelow(staircaseRules.controlDecades),
      },
    }),
    measuredTest({
      name: 'theory: with three scales the schedule is faster than the small learning rate alone',
      statistic: 'steps to the target at the last learning rate alone, over those of the schedule',
      values: values(gain(3)),
      rule: lowerAbove(staircaseRules.gain),
      control: {
        name: 'two scales, with stages as long',
        values: values(gain(2)),
        rule: upperBelow(staircaseRules.controlGain),
      },
    }),
    measuredTest({
      name: 'theory: beside a slow direction the plateaus are the same',
      statistic: 'relative error of the last plateau in a turned bowl of two dimensions',
      values: values((output) => bowlError(output, [inTime(output)], largest)),
      rule: upperBelow(staircaseRules.error),
      control: {
        name: 'decayed too early, smallest relative error',
        values: values((output) => bowlError(output, early(output).slice(0, 2), least)),
        rule: lowerAbove(1),
      },
    }),
    measuredTest({
      name: 'theory: decaying too early leaves ½bv² of the slow direction',
      statistic: 'largest relative error of the loss at the end of schedules that decay too early',
      values: values(remainderError),
      rule: upperBelow(staircaseRules.remainder),
      control: {
        name: 'decayed in time, loss at the end',
        values: values((output) => inTime(output).losses.at(-1)!),
        rule: upperBelow(staircaseRules.controlRemainder),
      },
    }),
    measuredTest({
      name: 'theory: Gaussian wells have the same plateaus just below the edge of the coarser bowl',
      statistic: 'largest relative error of the last losses of each stage',
      values: values(({ gaussianWells }) => largest(gaussianWells[0].errors)),
      rule: upperBelow(staircaseRules.error),
      control: {
        name: 'at smaller rates, where their cycle is unstable, smallest relative distance from the plateau',
        values: values(({ gaussianWells }) => least(gaussianWells[1].errors)),
        rule: lowerAbove(staircaseRules.chaotic),
      },
    }),
  ];
}
