import { rankCorrelation } from '../../math/fits.ts';
import { finite, max, mean, median, quantile } from '../../math/statistics.ts';
import type { Artifact } from '../../claims/experiment.ts';
import type { Hovering, OscillationOutput } from './schema.ts';
import { ofSeeds } from '../../claims/seed-tests.ts';

/** Rules of the contest; committed before the run they judge. */
export const contestRules = {
  /** Where the theory of one direction at the edge speaks: spread of sharpness·η/2, and the next eigenvalue. */
  deviation: 0.03,
  secondRatio: 0.97,
  /** A prediction is good within this of the measurement. */
  good: 0.1,
  /** Share of windows that a winner predicts well. */
  winning: 0.8,
  /** What measured over predicted may come to where there is no oscillation to predict. */
  absent: 0.1,
} as const;

/** The paper's relation on the symmetrised slice, on the slice as it is, and the central flow. */
export const theories = ['evenCycle', 'chordCycle', 'centralFlow'] as const;

export type Theory = (typeof theories)[number];

type Run = Artifact<OscillationOutput>;

/**
 * Whether one direction is at the edge over a window and its sharpness hovers, so that the theories speak of it.
 * @throws UndefinedStatistic that names the window where that cannot be told
 */
export const isContested = (hovering: Hovering | null | undefined, window: string): boolean =>
  hovering != null &&
  finite(`${window}: spread of sharpness·η/2`, hovering.deviationRatio) < contestRules.deviation &&
  finite(`${window}: second sharpness·η/2`, hovering.highestSecondRatio) < contestRules.secondRatio;

export const contestedRuns = (artifacts: readonly Run[]): Run[] =>
  artifacts.filter(({ id, output: { hovering } }) => isContested(hovering, id));

/** Measured over predicted amplitude; null where either is missing or none is predicted. */
export const amplitudesRatio = (
  measured: number | null | undefined,
  predicted: number | null | undefined,
): number | null => (measured == null || predicted == null || predicted === 0 ? null : measured / predicted);

/** That of a theory. */
export const amplitudeRatio = ({ amplitudes }: OscillationOutput, theory: Theory): number | null =>
  amplitudesRatio(amplitudes?.measured, amplitudes?.[theory]);

/** @throws UndefinedStatistic for a ratio that is no number, which is neither good nor bad */
export const isGood = (ratio: number | null): boolean =>
  ratio !== null && Math.abs(finite('measured over predicted amplitude', ratio) - 1) <= contestRules.good;

export interface Standing {
  readonly theory: Theory;
  readonly windows: number;
  /** Windows in which the theory predicts no oscillation. */
  readonly undefined: number;
  /** Share of all windows predicted well. */
  readonly good: number;
  /** Quartiles of measured over predicted; null where it is never defined. */
  readonly quartiles: readonly [number, number, number] | null;
  readonly rankCorrelation: number | null;
}

/** How each theory did over the contested windows. */
export function standings(artifacts: readonly Run[]): Standing[] {
  const runs = contestedRuns(artifacts);
  return theories.map((theory) => {
    const pairs = runs.flatMap(({ output }) => {
      const ratio = amplitudeRatio(output, theory);
      return ratio === null ? [] : [{ ratio, measured: output.amplitudes!.measured }];
    });
    const ratios = pairs.map(({ ratio }) => ratio);
    return {
      theory,
      windows: runs.length,
      undefined: runs.length - pairs.length,
      good: runs.length === 0 ? 0 : ratios.filter(isGood).length / runs.length,
      quartiles:
        ratios.length === 0 ? null : [quantile(ratios, 0.25), median(ratios), quantile(ratios, 0.75)],
      rankCorrelation:
        pairs.length < 3
          ? null
          : rankCorrelation(
              pairs.map(({ measured }) => measured),
              pairs.map(({ ratio, measured }) => measured / ratio),
            ),
    };
  });
}

/** Oscillations where the central flow says that there are none, over its prediction at the edge; the largest counts. */
export function largestControl({ controls, amplitudes }: OscillationOutput): number | null {
  if (!controls || !amplitudes) return null;
  return max([controls.before, controls.halved], (value) => value / amplitudes.centralFlow);
}

/** The theory that predicts most windows well, if it does so for enough of them; null where none does. */
export function winner(artifacts: readonly Run[]): Theory | null {
  const [best] = standings(artifacts).toSorted((a, b) => b.good - a.good);
  return best.good >= contestRules.winning ? best.theory : null;
}

/** The contested windows of each seed that has any, in the order of the seeds. */
export const contestedBySeed = (artifacts: readonly Run[]): ReadonlyMap<number, readonly Run[]> =>
  Map.groupBy(
    contestedRuns(artifacts).sort((a, b) => a.seed - b.seed),
    ({ seed }) => seed,
  );

/** The share of a seed's contested windows for which `good` holds, for each seed that has any. */
export const shareBySeed = (
  artifacts: readonly Run[],
  good: (run: Run) => boolean,
): ReadonlyMap<number, number | null> =>
  ofSeeds(contestedBySeed(artifacts), (runs) => mean(runs, (run) => Number(good(run))));
