import { detectorError } from '../detector-trial.ts';
import { detectScales } from '../../math/scale-detector.ts';
import { exponentResolution, resolvedExponents } from '../slice-growth.ts';
import type { Report } from './schema.ts';

type SliceScales = Report['scales'][number];

/** Rounding may move an exponent of which scales are told by this much. */
const resolution = Math.max(exponentResolution, 1e-3);

/** Scales of a rise, with the part of like constructions that the detector miscounts; null where no exponent is known. */
export function scalesAlong(
  direction: string,
  { t, f, loss }: { readonly t: readonly number[]; readonly f: readonly number[]; readonly loss: number },
): SliceScales | null {
  const exponents = resolvedExponents(t, f, loss, resolution);
  const known = exponents.flatMap((p, i) => (p === null ? [] : [i]));
  // What rounding hides, and what lies below the centre, has no exponent.
  if (known.length < 3 || known.some((i) => f[i] <= 0)) return null;
  const found = detectScales(t, f, exponents);
  const { count, kind, slopePeaks, band } = found;
  const gaps = slopePeaks.slice(1).map((at, i) => at / slopePeaks[i]);
  const separation = count === 1 ? 1 : gaps.length === count - 1 ? Math.min(...gaps) : null;
  return {
    direction,
    count,
    kind,
    at: [...slopePeaks],
    band: band && { from: band.from, to: band.to, decades: band.decades },
    errorRate: separation === null ? null : detectorError({ count, separation, t: known.map((i) => t[i]) }),
  };
}
