import { highestAcross, lowestAcross, medianAcross } from '../../figures/across.ts';
import type { Band, Curve, Role } from '../../figures/figure-data.ts';
import { median } from '../../math/statistics.ts';
import { slicesOf, type GrowthRun } from './selections.ts';

const top = (artifact: GrowthRun) => slicesOf([artifact], 'top eigenvector');

/** One curve a seed: the median over its top eigenvectors of f or p at each distance. */
export const seedCurves = (
  artifacts: readonly GrowthRun[],
  quantity: 'f' | 'p',
  network: string,
  role: Role,
): readonly Curve[] =>
  artifacts.map((artifact) => ({
    kind: 'curve',
    name: `${network}, seed ${artifact.seed}`,
    role,
    x: top(artifact)[0].t,
    y: medianAcross(top(artifact).map((slice) => slice[quantity])),
  }));

/** The range of f or p over every top eigenvector of every seed. */
export function sliceRange(artifacts: readonly GrowthRun[], quantity: 'f' | 'p'): Band {
  const slices = slicesOf(artifacts, 'top eigenvector');
  const columns = slices.map((slice) => slice[quantity]);
  return {
    kind: 'band',
    name: 'range over slices',
    x: slices[0].t,
    low: lowestAcross(columns),
    high: highestAcross(columns),
  };
}

/** ½λt² with the median curvature λ of the slices. */
export function quadraticCurve(artifacts: readonly GrowthRun[]): Curve {
  const slices = slicesOf(artifacts, 'top eigenvector');
  const curvature = median(slices, (slice) => slice.curvature);
  const t = slices[0].t;
  return {
    kind: 'curve',
    name: 'quadratic',
    role: 'predicted',
    x: t,
    y: t.map((distance) => 0.5 * curvature * distance ** 2),
  };
}

/** The exponent of a pure power, the same at every distance. */
export const powerCurve = (t: readonly number[], exponent: number): Curve => ({
  kind: 'curve',
  name: `p = ${exponent}`,
  role: 'predicted',
  x: t,
  y: t.map(() => exponent),
});
