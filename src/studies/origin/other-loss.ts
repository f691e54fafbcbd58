import { growthExponents, logSpaced } from '../../math/growth.ts';
import { powerLawMagnitudes, separatedMagnitudes, type Magnitudes } from '../../math/magnitudes.ts';
import { random, type Random } from '../../math/random.ts';
import { detectScales } from '../../math/scale-detector.ts';
import { mean } from '../../math/statistics.ts';
import type { OtherLossRecord } from './schema.ts';

/** √(1 + r²) − 1: squared error for small residuals, |r| for large ones. */
const pseudoHuber = (residual: number) => (residual * residual) / (1 + Math.sqrt(1 + residual * residual));

const spreads: Readonly<Record<OtherLossRecord['spread'], Magnitudes>> = {
  one: separatedMagnitudes(1, 1),
  'log-uniform': powerLawMagnitudes(1, { from: 1, to: 1e4, perDecade: 10 }),
};

/** At an interpolating minimum a residual along a Gaussian direction is t·m·g, with g standard normal. */
function averagedRise(
  { values, weights }: Magnitudes,
  t: readonly number[],
  directions: number,
  source: Random,
) {
  const projections = Array.from({ length: directions }, () => values.map((m) => m * source.gaussian()));
  return t.map((distance) =>
    mean(projections, (projection) =>
      projection.reduce((sum, value, j) => sum + weights[j] * pseudoHuber(distance * value), 0),
    ),
  );
}

/** The pseudo-Huber loss of a linear model on data of one magnitude and of many. */
export function measureOtherLoss(directions: number, seed: number): OtherLossRecord[] {
  return (['one', 'log-uniform'] as const).map((spread) => {
    const t = logSpaced(1e-7, 1e4, 20);
    const f = averagedRise(spreads[spread], t, directions, random(seed, `pseudo-Huber ${spread}`));
    const { count, band } = detectScales(t, f);
    return { spread, t, f, p: growthExponents(t, f), scales: count, band: band?.decades ?? 0 };
  });
}
