import { requireFinite } from './finite.ts';
import type { OneDimensionalLoss } from './one-dimensional.ts';

/** A loss of one variable known at distances from its minimum, from the first to the last in equal steps of ln t. */
export interface SampledLoss {
  readonly id: string;
  /** As in `OneDimensionalLoss`. */
  readonly formula: string;
  readonly from: number;
  readonly to: number;
  /** f(t) > 0 at each distance. */
  readonly f: readonly number[];
}

/** f′(x)/x of a quadratic differs from a constant by no more than this, relatively, as it is measured. */
const flat = 1e-6;

/** Second derivatives at the knots of the natural cubic spline through equidistant values (Thomas's algorithm). */
function splineCurvatures(values: readonly number[], step: number): Float64Array {
  const n = values.length;
  const [ratio, curvature] = [new Float64Array(n), new Float64Array(n)];
  for (let i = 1; i < n - 1; i++) {
    const right = (6 * (values[i + 1] - 2 * values[i] + values[i - 1])) / step ** 2;
    const pivot = 4 - ratio[i - 1];
    ratio[i] = 1 / pivot;
    curvature[i] = (right - curvature[i - 1]) / pivot;
  }
  for (let i = n - 2; i > 0; i--) curvature[i] -= ratio[i] * curvature[i + 1];
  return curvature;
}

/**
 * The even loss f(x) = x²e^{q(ln|x|)} through the samples, q a natural cubic spline in ln|x|: twice differentiable,
 * quadratic nearer than the first sample and a power law beyond the last.
 */
export function sampledLoss({ id, formula, from, to, f }: SampledLoss): OneDimensionalLoss {
  const n = f.length;
  if (n < 2) throw new RangeError(`a loss known at ${n} distances`);
  const [first, last] = [Math.log(from), Math.log(to)];
  const step = (last - first) / (n - 1);
  const q = f.map((value, i) => Math.log(value) - 2 * (first + i * step));
  requireFinite('logs of a sampled loss', q);
  const bend = splineCurvatures(q, step);

  /** q, q′ and q″ at u = ln|x|. */
  const at = (u: number): readonly [number, number, number] => {
    if (u <= first) return [q[0], 0, 0];
    const i = Math.min(Math.floor((u - first) / step), n - 2);
    const slope = (q[i + 1] - q[i]) / step;
    const end = slope + (step * bend[i + 1]) / 3 + (step * bend[i]) / 6;
    if (u >= last) return [q[n - 1] + end * (u - last), end, 0];
    const [a, b] = [first + (i + 1) * step - u, u - first - i * step];
    const cubic = (bend[i] * a ** 3 + bend[i + 1] * b ** 3) / (6 * step);
    const line = (q[i] / step - (bend[i] * step) / 6) * a + (q[i + 1] / step - (bend[i + 1] * step) / 6) * b;
    const turn = bend[i + 1] * (b ** 2 / (2 * step) - step / 6) - bend[i] * (a ** 2 / (2 * step) - step / 6);
    return [cubic + line, slope + turn, (bend[i] * a + bend[i + 1] * b) / step];
  };
  const slopeOver = (x: number) => {
    const [value, first] = at(Math.log(Math.abs(x)));
    return Math.exp(value) * (2 + first);
  };
  const over = f.map((_, i) => slopeOver(Math.exp(first + i * step)));
  const spread = Math.max(...over) / Math.min(...over) - 1;
  return {
    id,
    formula,
    even: true,
    growth: spread < flat ? 'quadratic' : over.at(-1)! < over[0] ? 'subquadratic' : 'superquadratic',
    f: (x) => (x === 0 ? 0 : x ** 2 * Math.exp(at(Math.log(Math.abs(x)))[0])),
    slope: (x) => (x === 0 ? 0 : x * slopeOver(x)),
    curvature: (x) => {
      const [value, first, second] = at(x === 0 ? -Infinity : Math.log(Math.abs(x)));
      return Math.exp(value) * ((2 + first) * (1 + first) + second);
    },
  };
}
