import { slopeOf } from '../../math/fits.ts';
import { max } from '../../math/statistics.ts';
import type { Artifact } from '../../claims/experiment.ts';
import { acrossKinds, perSeed, type PerSeed } from '../../claims/seed-tests.ts';
import type { SeparateScalesOutput } from './schema.ts';
import { variantName } from './settings.ts';

type Output = SeparateScalesOutput;

/** Number of separate scales: plateaus of the averaged rise; null where the training diverged. */
export const scaleCount = ({ scales }: Pick<Output, 'scales'>): number | null =>
  scales && scales.plateaus.length;

/** Curvature of the sharpest plateau over that of the outermost; 1 where there is one, null where there is none. */
export function scaleRatio({ scales }: Pick<Output, 'scales'>): number | null {
  const curvatures = scales?.plateaus.map(({ curvature }) => curvature) ?? [];
  return curvatures.length === 0 ? null : max(curvatures) / curvatures.at(-1)!;
}

/** A statistic of each seed of a network at one learning rate η′. */
export const perRate = (
  artifacts: readonly Artifact<Output>[],
  network: string,
  rate: number,
  statistic: (output: Output) => number | null,
): PerSeed =>
  perSeed(
    artifacts.filter(({ variant }) => variant === variantName(network, rate)),
    statistic,
  );

/** Least-squares slope of log ratio on log η′ for each seed; null where a ratio is missing. */
export const rateSlope = (
  rates: readonly { readonly rate: number; readonly ratios: PerSeed }[],
): ReadonlyMap<number, number | null> =>
  acrossKinds(
    rates.map(({ ratios }) => ratios),
    (found) => slopeOf(found.map((ratio, i) => [Math.log(rates[i].rate), Math.log(ratio)])),
  );
