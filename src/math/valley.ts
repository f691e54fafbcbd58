import type { OneDimensionalLoss } from './one-dimensional.ts';
import { edgeAmplitude } from './period-two.ts';
import type { Random } from './random.ts';

/**
 * F(x, y) = Λ(y) g(x) − cy: a valley along y whose floor x = 0 has the sharpness Λ(y), with a cross-section g of
 * g″(0) = 1. c tilts the floor so that gradient descent runs along it.
 */
interface Valley {
  readonly section: OneDimensionalLoss;
  readonly sharpness: (y: number) => number;
  readonly sharpnessSlope: (y: number) => number;
  readonly tilt: number;
}

/** Λ(y) = λ₀ + ky: every point of the floor is a minimum unless it is tilted (content/parts/valley.mdx). */
export const linearValley = (
  section: OneDimensionalLoss,
  sharpness: number,
  k: number,
  tilt = 0,
): Valley => ({ section, sharpness: (y) => sharpness + k * y, sharpnessSlope: () => k, tilt });

/** Λ(y) = λ + y²/2: the floor is nowhere flatter than λ. */
export const boundedBelowValley = (section: OneDimensionalLoss, sharpness: number): Valley => ({
  section,
  sharpness: (y) => sharpness + (y * y) / 2,
  sharpnessSlope: (y) => y,
  tilt: 0,
});

/** One recorded step. */
export interface ValleyPoint {
  readonly step: number;
  readonly x: number;
  /** Λ(y), the sharpness of the floor beside the iterate. */
  readonly sharpness: number;
}

/** A run of gradient descent. */
export interface ValleyRun {
  readonly status: 'bounded' | 'diverged';
  readonly steps: number;
  /** Every so many steps, with the first and the last. */
  readonly path: readonly ValleyPoint[];
}

/** Size of x at which a run counts as diverged. */
const lost = 1e6;

/**
 * Gradient descent on F from (x, y = 0). `noise` is the size of a random ±kick of x before every step, which keeps x from
 * underflowing to 0 while the floor is flatter than the edge.
 */
export function runValley(
  { section, sharpness, sharpnessSlope, tilt }: Valley,
  learningRate: number,
  start: number,
  { steps, every = 1, y: startY = 0, noise = null }: ValleyOptions,
): ValleyRun {
  let [x, y] = [start, startY];
  const path: ValleyPoint[] = [];
  for (let step = 0; step <= steps; step++) {
    if (step % every === 0 || step === steps) path.push({ step, x, sharpness: sharpness(y) });
    if (!(Math.abs(x) < lost) || !Number.isFinite(y)) return { status: 'diverged', steps: step, path };
    if (noise) x += noise.size * (2 * noise.source.uniform() - 1);
    const [dx, dy] = [sharpness(y) * section.slope(x), sharpnessSlope(y) * section.f(x) - tilt];
    x -= learningRate * dx;
    y -= learningRate * dy;
  }
  return { status: 'bounded', steps, path };
}

interface ValleyOptions {
  readonly steps: number;
  readonly every?: number;
  readonly y?: number;
  readonly noise?: { readonly size: number; readonly source: Random } | null;
}

/** κ = η²k²/2, the share of its excess over 2/η that the sharpness loses in a step, for g = √(1 + x²) − 1. */
export const driftRate = (learningRate: number, k: number): number => (learningRate * k) ** 2 / 2;

/**
 * λ_t when x keeps to its two-cycle while y drifts, λ_t − 2/η = (λ₀ − 2/η)(1 − κ)^t, for g = √(1 + x²) − 1 and
 * Λ = λ₀ + ky.
 */
export const adiabaticSharpness = (
  sharpness: number,
  learningRate: number,
  k: number,
  step: number,
): number => 2 / learningRate + (sharpness - 2 / learningRate) * (1 - driftRate(learningRate, k)) ** step;

/** Where the drift ends, (2/η)(1 − κ/4): just below the edge, as x dies out there. */
export const finalSharpness = (learningRate: number, k: number): number =>
  (2 / learningRate) * (1 - driftRate(learningRate, k) / 4);

/** One step of the adiabatic map for any even cross-section: y moves as if x were on its two-cycle. */
export function adiabaticStep(
  section: OneDimensionalLoss,
  learningRate: number,
  k: number,
  sharpness: number,
): number {
  const x = edgeAmplitude(section, learningRate * sharpness);
  return x === null ? sharpness : sharpness - learningRate * k ** 2 * section.f(x);
}

/** Where a tilted valley holds the sharpness and x, λ = (2/η)(1 + c/k) and x = √((1 + c/k)² − 1). */
export function hoveringPoint(
  learningRate: number,
  k: number,
  tilt: number,
): { sharpness: number; x: number } {
  const ratio = 1 + tilt / k;
  return { sharpness: (2 / learningRate) * ratio, x: Math.sqrt(ratio ** 2 - 1) };
}
