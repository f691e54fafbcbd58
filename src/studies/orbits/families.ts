import { pitchforkRate } from '../../math/bifurcation.ts';
import {
  edgeRate,
  gaussianWell,
  logarithm,
  logCosh,
  powerLoss,
  rational,
  type OneDimensionalLoss,
} from '../../math/one-dimensional.ts';

/** An even loss with the learning rates and starts on which the theorem is tried. */
export interface OrbitFamily {
  readonly loss: OneDimensionalLoss;
  readonly rates: readonly [number, number];
  /** |x₀|, drawn evenly in its logarithm. */
  readonly starts: readonly [number, number];
}

/** Nearer to the edge or to the pitchfork than this the two-cycle attracts too slowly to be told apart. */
const margins = { edge: 1.01, pitchfork: 0.97 } as const;

const highestRate = 8;

const family = (loss: OneDimensionalLoss, farthest: number): OrbitFamily => ({
  loss,
  rates: [
    margins.edge * edgeRate(loss),
    Math.min(highestRate, margins.pitchfork * (pitchforkRate(loss) ?? Infinity)),
  ],
  starts: [1e-3, farthest],
});

/** Losses that are flat further out take orbits from afar too long, see `slowCases`. */
export const orbitFamilies: readonly OrbitFamily[] = [
  ...[1.5, 1, 0.5, 0].map((p) => family(powerLoss(p), 1e2)),
  family(logarithm, 1e2),
  ...[rational, gaussianWell, logCosh].map((loss) => family(loss, 3)),
];

/** Losses that are not convex: their symmetric cycle splits, and later doubles its period. */
export const splittingLosses: readonly OneDimensionalLoss[] = [
  powerLoss(0.5),
  powerLoss(0),
  logarithm,
  rational,
  gaussianWell,
];

/** Losses that are convex, whose symmetric cycle never splits. */
export const convexLosses: readonly OneDimensionalLoss[] = [powerLoss(1.5), powerLoss(1), logCosh];

/** Where the same theorem holds but needs more steps. */
export const slowCases: readonly OrbitFamily[] = [
  { loss: rational, rates: [1.1, 1.7], starts: [10, 100] },
  { loss: gaussianWell, rates: [1.1, 1.6], starts: [3.5, 5] },
  { loss: logCosh, rates: [10, 14], starts: [1e-3, 3] },
];
