import type { HessianVectorProduct } from './lanczos.ts';
import { norm, plus } from './vector.ts';

/** Step along a unit vector: cubic truncation and rounding errors of a central difference meet near ε^(1/3). */
const defaultStep = 1e-5;

/**
 * v ↦ (∇L(θ + εv̂) − ∇L(θ − εv̂))/2ε · ‖v‖ with v̂ = v/‖v‖: a Hessian-vector product from gradients alone, relative error
 * near 1e-9 where L is smooth. At a ReLU's kink it is the mean slope across it, not the one-sided value.
 */
export function hessianByDifferences(
  gradient: (point: Float64Array) => Float64Array,
  centre: Float64Array,
  step = defaultStep,
): HessianVectorProduct {
  return (v) => {
    const length = norm(v);
    if (length === 0) return new Float64Array(v.length);
    const [ahead, behind] = [step, -step].map((h) => gradient(plus(centre, h / length, v)));
    return ahead.map((value, i) => ((value - behind[i]) / (2 * step)) * length);
  };
}

/**
 * ∇³L[u, u] at `centre` as the central difference of H(θ)u along the unit vector u. Where u is the eigenvector of a
 * simple eigenvalue S this is ∇S (Damian et al. 2023).
 */
export function sharpnessGradient(
  hessian: (point: Float64Array) => HessianVectorProduct,
  centre: Float64Array,
  u: Float64Array,
  step = defaultStep,
): Float64Array {
  const [ahead, behind] = [step, -step].map((h) => hessian(plus(centre, h, u))(u));
  return ahead.map((value, i) => (value - behind[i]) / (2 * step));
}
