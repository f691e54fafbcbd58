import { edgeRate, type OneDimensionalLoss } from './one-dimensional.ts';
import { descentStep, multiplier } from './orbits.ts';
import { bisect, signChanges } from './root.ts';

/** A two-cycle {a, b} of gradient descent with b < 0 < a, and the multiplier of two steps. */
interface TwoCycle {
  readonly a: number;
  readonly b: number;
  readonly multiplier: number;
}

/** Farthest from the minimum that a cycle is looked for. */
const reach = 1e8;

/**
 * x* > 0 with f′(x*)/x* = 2/η, where an even loss with falling f′(x)/x has its two-cycle {x*, −x*}; null where the
 * loss is flatter than the edge at 0, or sharper than it everywhere.
 */
export function edgeAmplitude(loss: OneDimensionalLoss, learningRate: number): number | null {
  const excess = (x: number) => loss.slope(x) / x - 2 / learningRate;
  if (learningRate <= edgeRate(loss)) return null;
  let high = 1e-3;
  while (excess(high) > 0) {
    high *= 2;
    if (high > reach) return null;
  }
  let low = high / 2;
  while (excess(low) <= 0) {
    low /= 2;
    if (low === 0) return null;
  }
  return bisect(excess, low, high);
}

/** The two-cycle {u, −v} of ln(1 + x²) for η in (2, 2.5), u, v = (√(2η) ± √(2η − 4))/2, with multiplier 9 − 4η. */
export function logarithmCycle(learningRate: number): TwoCycle {
  const [sum, difference] = [Math.sqrt(2 * learningRate), Math.sqrt(2 * learningRate - 4)];
  return { a: (sum + difference) / 2, b: -(sum - difference) / 2, multiplier: 9 - 4 * learningRate };
}

/** The two-cycle ln(1 ± s) of e^x − x − 1, artanh(s)/s = η/2; null below the edge. */
export function rickerCycle(learningRate: number): TwoCycle | null {
  if (learningRate <= 2) return null;
  const s = bisect((value) => Math.atanh(value) / value - learningRate / 2, 1e-9, 1 - 2 ** -53);
  return {
    a: Math.log1p(s),
    b: Math.log1p(-s),
    multiplier: (1 - learningRate) ** 2 - (learningRate * s) ** 2,
  };
}

/** Places where a cycle is looked for, dense in proportion to the distance. */
const scan = (from: number, to: number, pointsPerDecade = 200): number[] => {
  const count = Math.ceil(Math.log10(to / from) * pointsPerDecade);
  return Array.from({ length: count + 1 }, (_, i) => from * (to / from) ** (i / count));
};

/**
 * Every two-cycle with 0 < a < `to`, by increasing a: f′(a) = −f′(b) with b = a − ηf′(a), so that the mean curvature
 * of the chord is 2/η. Cycles closer together than the scan of 200 places a decade can be missed.
 */
export function twoCycles(
  loss: OneDimensionalLoss,
  learningRate: number,
  { from = 1e-4, to = 1e3 } = {},
): TwoCycle[] {
  const imbalance = (a: number) => loss.slope(a) + loss.slope(descentStep(loss, learningRate, a));
  return signChanges(imbalance, scan(from, to)).flatMap((a) => {
    const b = descentStep(loss, learningRate, a);
    return b < 0 ? [{ a, b, multiplier: multiplier(loss, learningRate, [a, b]) }] : [];
  });
}

/**
 * Whether the theorem's global part covers η: f′ < f′(x*) on (0, x*) and f′ > f′(x*) on (x*, 2x*). Tested on
 * `points` places of each interval.
 */
function provedGlobally(loss: OneDimensionalLoss, learningRate: number, points = 400): boolean {
  const x = edgeAmplitude(loss, learningRate);
  if (x === null) return false;
  const level = loss.slope(x);
  for (let i = 1; i <= points; i++) {
    const share = i / points;
    const inside = i === points || loss.slope(share * x) < level;
    if (!inside || !(loss.slope((1 + share) * x) > level)) return false;
  }
  return true;
}

/** Largest η, up to `most`, that `provedGlobally` covers, to a relative 1e-9. */
export function globalRate(loss: OneDimensionalLoss, most: number): number {
  if (provedGlobally(loss, most)) return most;
  let [low, high] = [edgeRate(loss), most];
  while (high - low > 1e-9 * high) {
    const middle = (low + high) / 2;
    if (provedGlobally(loss, middle)) low = middle;
    else high = middle;
  }
  return low;
}
