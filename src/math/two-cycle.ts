import { requireCounts, requireFinite, requirePositive } from './finite.ts';

/** Losses of a slice at Chebyshev's points of [−radius, radius], as coefficients c_j of T_j(x/radius). */
interface ChebyshevSlice {
  readonly radius: number;
  readonly coefficients: Float64Array;
}

/** The distances at which a slice is to be measured, in the order that `chebyshevSlice` takes its losses. */
export const chebyshevPoints = (radius: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => radius * Math.cos((Math.PI * (i + 0.5)) / count));

/**
 * The interpolating polynomial of losses at `chebyshevPoints` (Trefethen 2013, chapter 3).
 * @throws RangeError where radius or a loss is not finite, or there are none
 */
export function chebyshevSlice(radius: number, losses: ArrayLike<number>): ChebyshevSlice {
  requirePositive({ radius });
  requireCounts({ losses: losses.length });
  requireFinite('losses of a slice', losses);
  const n = losses.length;
  const coefficients = Float64Array.from({ length: n }, (_, j) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += losses[i] * Math.cos((Math.PI * j * (i + 0.5)) / n);
    return ((j === 0 ? 1 : 2) / n) * sum;
  });
  return { radius, coefficients };
}

/** d/dx Σ c_j T_j(x/radius), by T_j′ = j U_{j−1}. */
export function slope({ radius, coefficients }: ChebyshevSlice, x: number): number {
  const s = x / radius;
  let [before, current] = [0, 1];
  let sum = 0;
  for (let j = 1; j < coefficients.length; j++) {
    sum += j * coefficients[j] * current;
    [before, current] = [current, 2 * s * current - before];
  }
  return sum / radius;
}

/** The even part ½[L(x) + L(−x)]. */
const symmetrised = ({ radius, coefficients }: ChebyshevSlice): ChebyshevSlice => ({
  radius,
  coefficients: coefficients.map((value, j) => (j % 2 === 0 ? value : 0)),
});

/** Where `f` changes sign on [low, high], by bisection; both ends must differ in sign. NaN where `f` is on the way. */
function bisect(f: (x: number) => number, low: number, high: number): number {
  const rising = f(high) > 0;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    const value = f(middle);
    if (Number.isNaN(value)) return NaN;
    if (value > 0 === rising) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}

const scanPoints = 400;

/** The first place on (0, end] where `f` turns from positive to negative, scanned in equal steps; null without one. */
function firstFall(f: (x: number) => number, end: number): number | null {
  const at = (i: number) => (end * i) / scanPoints;
  for (let i = 1; i < scanPoints && f(at(i)) > 0; i++)
    if (f(at(i + 1)) <= 0) {
      const found = bisect(f, at(i), at(i + 1));
      return Number.isNaN(found) ? null : found;
    }
  return null;
}

/**
 * Amplitude of the two-cycle {x, −x} of gradient descent on the symmetrised slice, f′(x)/x = 2/η; null where the slice
 * is flatter than the edge at 0 or stays sharper to its end.
 */
export function evenCycle(slice: ChebyshevSlice, learningRate: number): number | null {
  requirePositive({ learningRate });
  const even = symmetrised(slice);
  const excess = (x: number) => slope(even, x) / x - 2 / learningRate;
  return firstFall(excess, slice.radius);
}

/**
 * Half the distance of the two-cycle {a, b} of gradient descent on the slice as it is: f′(a) = −f′(b) and
 * a − b = ηf′(a), so that the mean curvature of the chord is 2/η. Null where the slice has none.
 */
export function chordCycle(slice: ChebyshevSlice, learningRate: number): number | null {
  requirePositive({ learningRate });
  const step = (x: number) => x - learningRate * slope(slice, x);
  // For a half chord h the middle is where both ends' slopes cancel.
  const middle = (h: number): number | null => {
    const balance = (c: number) => slope(slice, c + h) + slope(slice, c - h);
    const reach = Math.min(slice.radius - h, slice.radius / 2);
    return reach > 0 && balance(-reach) > 0 !== balance(reach) > 0 ? bisect(balance, -reach, reach) : null;
  };
  const excess = (h: number) => {
    const c = middle(h);
    return c === null ? Number.NaN : c + h - step(c + h) - 2 * h;
  };
  return firstFall(excess, slice.radius);
}
