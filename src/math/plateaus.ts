import { requireCurve, requireFinite } from './finite.ts';

/** A range of distances on which a slice grows as a quadratic. */
interface Plateau {
  readonly from: number;
  readonly to: number;
  /** Geometric mean of 2f/t² over the range: the curvature of that quadratic. */
  readonly curvature: number;
}

/** What counts as a plateau. */
interface PlateauOptions {
  /** |p − 2| stays below this. */
  readonly tolerance: number;
  /** Shortest plateau, in decades. */
  readonly decades: number;
  /** Neighbours whose curvatures differ by less than this factor are one. */
  readonly separation: number;
}

/** What counts on slices of networks (content/methods/definitions.mdx). */
export const plateauDetector: PlateauOptions = { tolerance: 0.2, decades: 0.5, separation: 2 };

function runs(inside: readonly boolean[]): [number, number][] {
  const found: [number, number][] = [];
  inside.forEach((yes, i) => {
    if (!yes) return;
    const last = found.at(-1);
    if (last && last[1] === i - 1) last[1] = i;
    else found.push([i, i]);
  });
  return found;
}

const ratio = (a: number, b: number) => Math.max(a / b, b / a);

/**
 * Distances between which the exponent p of a rise f stays at 2, from the centre outwards; null ends a plateau.
 * @throws RangeError where f or p is not finite, or f not positive on a plateau
 */
export function plateaus(
  t: readonly number[],
  f: readonly number[],
  p: readonly (number | null)[],
  { tolerance, decades, separation } = plateauDetector,
): Plateau[] {
  requireCurve('rise of a plateau', t, f);
  requireCurve('exponents of a plateau', t, p);
  const found: Plateau[] = [];
  for (const [i, j] of runs(p.map((value) => value !== null && Math.abs(value - 2) < tolerance))) {
    if (Math.log10(t[j] / t[i]) < decades * (1 - 1e-9)) continue;
    const logs = t.slice(i, j + 1).map((distance, k) => Math.log((2 * f[i + k]) / distance ** 2));
    requireFinite('log of the curvature of a plateau', logs);
    const curvature = Math.exp(logs.reduce((sum, value) => sum + value, 0) / logs.length);
    const before = found.at(-1);
    if (before && ratio(before.curvature, curvature) < separation)
      found[found.length - 1] = {
        from: before.from,
        to: t[j],
        curvature: joined(before, curvature, t[j] / t[i]),
      };
    else found.push({ from: t[i], to: t[j], curvature });
  }
  return found;
}

/** Geometric mean of two plateaus' curvatures, each with the decades it covers. */
function joined(before: Plateau, curvature: number, width: number): number {
  const [first, second] = [Math.log(before.to / before.from), Math.log(width)];
  return Math.exp((first * Math.log(before.curvature) + second * Math.log(curvature)) / (first + second));
}
