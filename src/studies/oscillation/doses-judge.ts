import type { ClaimTest } from '../../claims/claim.ts';
import type { Artifact } from '../../claims/experiment.ts';
import { amplitudesRatio, isContested } from './contest-statistics.ts';
import type { DoseOutput } from './doses-schema.ts';
import { lowerAbove, measuredTest, perSeed, within, type PerSeed } from '../../claims/seed-tests.ts';

/** Thresholds of the dose and its response; committed before the run they judge. */
export const doseRules = {
  /** Amplitude without drift over that of plain gradient descent, above which the oscillation goes on. */
  persists: 0.1,
  /** Range of measured over predicted amplitude at doses of 1 and more. */
  ratio: [0.9, 1.1],
} as const;

type Run = Artifact<DoseOutput>;

const at = ({ doses }: DoseOutput, dose: number) => doses.find((one) => one.dose === dose);

/** Measured over predicted amplitude at one dose, one value a seed. */
export const doseRatios = (artifacts: readonly Run[], dose: number): PerSeed =>
  perSeed(artifacts, (output) => amplitudesRatio(at(output, dose)?.measured, at(output, dose)?.predicted));

/** Whether plain gradient descent has one direction at the edge: with several the formula of one does not hold. */
export const hasOneDirection = ({ doses }: Pick<DoseOutput, 'doses'>, run: string): boolean =>
  isContested(doses.find(({ dose }) => dose === 1)?.hovering, run);

/** The test of R3 from all artifacts of experiment `oscillation-doses`. */
export function judgeDoses(all: readonly Run[]): ClaimTest[] {
  const artifacts = all.filter(({ id, output }) => hasOneDirection(output, id));
  return [
    measuredTest({
      name: 'the oscillation goes on when the sharpness no longer drifts upwards',
      statistic: 'amplitude with the drift cancelled (m = 0) over that of plain gradient descent (m = 1)',
      values: perSeed(artifacts, (output) =>
        amplitudesRatio(at(output, 0)?.measured, at(output, 1)?.measured),
      ),
      rule: lowerAbove(doseRules.persists),
      control: {
        name: 'plain gradient descent (m = 1), measured over predicted by the central flow',
        values: doseRatios(artifacts, 1),
        rule: within(...doseRules.ratio),
      },
    }),
  ];
}
