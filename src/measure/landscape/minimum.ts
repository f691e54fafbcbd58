import { dot } from '../../math/vector.ts';
import type { Report } from './schema.ts';

/** What counts as stationary, and as a minimum. */
export const minimumRules = {
  /** Part of the loss that a step of gradient descent at 1/λ may win, λ the largest eigenvalue. */
  relativeGain: 1e-3,
  /** How far below 0 the smallest eigenvalue may be, as a part of the largest. */
  relativeLowest: -0.01,
} as const;

/** A point of which the gradient g and Hg are known, and the ends of the spectrum where they were searched. */
export interface StationaryPoint {
  readonly loss: number;
  readonly gradient: Float64Array;
  readonly hessianTimesGradient: Float64Array;
  readonly largest: number | null;
  readonly smallest: number | null;
}

/**
 * Whether a point is a minimum. A step of gradient descent at the rate 1/λ wins ‖g‖²/2λ or more, to second order; of a loss that
 * is nowhere negative nor sharper than λ that is never more than the whole (Nesterov 2004, section 2.1.1).
 */
export function minimumOf({
  loss,
  gradient,
  hessianTimesGradient,
  largest,
  smallest,
}: StationaryPoint): Report['minimum'] {
  const square = dot(gradient, gradient);
  const curvature = square > 0 ? dot(gradient, hessianTimesGradient) / square : null;
  const sharpest = Math.max(largest ?? 0, curvature ?? 0);
  const gain = square === 0 ? 0 : sharpest > 0 ? square / (2 * sharpest * Math.abs(loss)) : null;
  const lowest = largest !== null && smallest !== null && largest > 0 ? smallest / largest : null;
  const isStationary = gain !== null && gain <= minimumRules.relativeGain;
  const isConvex = lowest === null || lowest >= minimumRules.relativeLowest;
  return {
    verdict: !isStationary ? 'not stationary' : isConvex ? 'minimum' : 'negative curvature',
    gradientCurvature: curvature,
    relativeGain: gain !== null && Number.isFinite(gain) ? gain : null,
    relativeLowest: lowest,
  };
}
