import type { Curve, Role } from './figure-data.ts';
import { growthExponents } from '../math/growth.ts';

type Style = Pick<Curve, 'name' | 'role' | 'weight'>;

/** Every `step`-th point of a curve, so that no figure carries more points than it can show. */
const thinned = <T>(values: readonly T[], step: number): readonly T[] =>
  values.filter((_, i) => i % step === 0);

const mostPoints = 130;

/** A curve with as many of its points as a figure can show. */
export function drawnCurve(style: Style, x: readonly number[], y: readonly (number | null)[]): Curve {
  const step = Math.ceil(x.length / mostPoints);
  return { kind: 'curve', ...style, x: thinned(x, step), y: thinned(y, step) };
}

/** The local exponent of a rise as a curve. */
export const exponentCurve = (style: Style, t: readonly number[], f: readonly number[]): Curve =>
  drawnCurve(
    style,
    t,
    growthExponents(t, f).map((p) => (Number.isFinite(p) ? p : null)),
  );

export const roles: readonly Role[] = ['measured', 'second', 'third', 'fourth', 'fifth'];
