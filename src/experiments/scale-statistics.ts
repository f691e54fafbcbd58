import { linearRegression } from 'simple-statistics';
import type { Artifact } from './experiment.ts';
import type { SeparateScalesOutput } from './separate-scales.ts';
import { variantName } from './separate-scales-variants.ts';

type Output = SeparateScalesOutput;

/** Number of separate scales: plateaus of the averaged rise; null where the training diverged. */
export const scaleCount = ({ scales }: Pick<Output, 'scales'>): number | null =>
  scales && scales.plateaus.length;

/** Curvature of the sharpest plateau over that of the outermost; 1 where there is one, null where there is none. */
export function scaleRatio({ scales }: Pick<Output, 'scales'>): number | null {
  const curvatures = scales?.plateaus.map(({ curvature }) => curvature) ?? [];
  return curvatures.length === 0 ? null : Math.max(...curvatures) / curvatures.at(-1)!;
}

/** A statistic of each seed of a network at one learning rate η′, in the order of the seeds. */
export function perRate(
  artifacts: readonly Artifact<Output>[],
  network: string,
  rate: number,
  statistic: (output: Output) => number | null,
): (number | null)[] {
  return artifacts
    .filter(({ variant }) => variant === variantName(network, rate))
    .toSorted((a, b) => a.seed - b.seed)
    .map(({ output }) => statistic(output));
}

/** Least-squares slope of log ratio on log η′ for each seed; null where a ratio is missing. */
export function rateSlope(
  rates: readonly { readonly rate: number; readonly ratios: readonly (number | null)[] }[],
): (number | null)[] {
  return rates[0].ratios.map((_, seed) => {
    const points = rates.map(({ rate, ratios }) => ({ rate, ratio: ratios[seed] ?? null }));
    if (points.some(({ ratio }) => ratio === null)) return null;
    return linearRegression(points.map(({ rate, ratio }) => [Math.log(rate), Math.log(ratio!)])).m;
  });
}
