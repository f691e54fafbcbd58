import { mean } from '../../math/statistics.ts';
import type { Results } from '../../claims/results.ts';
import { accuracyPerSeed, detectorStudy } from './selections.ts';

/** One row: a noise and a grid, with the accuracy in percent at each separation. */
export interface AccuracyRow {
  readonly noise: number;
  readonly pointsPerDecade: number;
  readonly accuracies: readonly number[];
}

/** The table of the detector's accuracy over separation, noise and grid, for two to four scales; null without data. */
export function accuracyTable(results: Results): {
  readonly separations: readonly number[];
  readonly rows: readonly AccuracyRow[];
} | null {
  const study = detectorStudy(results);
  if (!study) return null;
  const { separations, noises, pointsPerDecade } = study.settings;
  const rows = noises.flatMap((noise) =>
    pointsPerDecade.map((density) => ({
      noise,
      pointsPerDecade: density,
      accuracies: separations.map((separation) =>
        mean(
          accuracyPerSeed(
            study,
            (one) =>
              one.scales > 1 &&
              one.noise === noise &&
              one.pointsPerDecade === density &&
              one.separation === separation,
          ),
        ),
      ),
    })),
  );
  return { separations, rows };
}
