import { growthExponents, logSpaced, meanExponent, quadraticRadius, valueAt } from '../../src/math/growth.ts';
import type { GrowthRecord } from '../../src/measure/slice-growth.ts';
import type { GrowthRun, GrowthStudy } from '../../src/studies/growth/selections.ts';

const t = logSpaced(1e-5, 1e2, 20);

/** A slice of a known rise f, whose curvature at 0 is `curvature`. */
export function exampleSlice(
  direction: string,
  kind: GrowthRecord['kind'],
  curvature: number,
  rise: (t: number) => number,
): GrowthRecord {
  const f = t.map(rise);
  const p = growthExponents(t, f).map((value, i) => (t[i] < 1e-4 ? null : value));
  const radius = quadraticRadius(t, f, curvature);
  return {
    direction,
    kind,
    curvature,
    t,
    f,
    p,
    quadraticRadius: radius,
    exponent: radius === null ? null : meanExponent(t, f, radius, 10 * radius),
    outerExponent: meanExponent(t, f, 1, 100),
    exponentAt3: valueAt(t, p, 3),
    decreasingShare: radius === null ? 0 : 1,
    largestDeviationFromTwo: Math.max(...p.map((value) => Math.abs((value ?? 2) - 2))),
  };
}

/** √(1 + t²) − 1: quadratic near 0, proportional to distance far out. */
export const subquadratic = (curvature: number) => (distance: number) =>
  (curvature * distance ** 2) / (Math.sqrt(1 + distance ** 2) + 1);
export const quadratic = (curvature: number) => (distance: number) => 0.5 * curvature * distance ** 2;
/** ½λt²(1 + t²): faster than a quadratic. */
export const superquadratic = (curvature: number) => (distance: number) =>
  0.5 * curvature * distance ** 2 * (1 + distance ** 2);

function artifact(
  variant: string,
  seed: number,
  rise: (curvature: number) => (t: number) => number,
): GrowthRun {
  const growth = [4, 5, 6].map((curvature, i) =>
    exampleSlice(`e${i + 1}`, 'top eigenvector', curvature, rise(curvature)),
  );
  const gradient = exampleSlice(
    'gradient',
    'gradient',
    1,
    variant === 'linear' ? quadratic(1) : superquadratic(1),
  );
  const random = exampleSlice('random1', 'random', 0.02, quadratic(0.02));
  return {
    schema: 1,
    id: `growth-${variant}-seed${seed}`,
    experiment: 'growth',
    variant,
    seed,
    profile: 'full',
    parameters: {},
    status: 'complete',
    model: { kind: 'mlp', layers: [4, 2], activation: 'tanh', loss: 'mse', dataset: 'example' },
    training: {
      status: 'reached',
      steps: 100,
      learningRates: [0.3, 0.03],
      loss: 0.005,
      gradientNorm: 0.003,
      parameterNorm: 17,
      curve: [],
    },
    lanczos: { status: 'converged', products: 50 },
    eigenpairs: [{ centre: 'final', value: 6, residual: 1e-9, direction: 'e1' }],
    slices: [],
    shares: [],
    growth: [...growth, gradient, random],
  };
}

/** Two seeds of a network whose loss is known in closed form, and of its quadratic control. */
export function exampleStudy(rise = subquadratic): GrowthStudy {
  return {
    tanh: [0, 1].map((seed) => artifact('tanh4', seed, rise)),
    linear: [0, 1].map((seed) => artifact('linear', seed, quadratic)),
  };
}
