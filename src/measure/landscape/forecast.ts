import type { Loss } from '../../math/loss.ts';
import { mean } from '../../math/statistics.ts';
import { plus } from '../../math/vector.ts';
import type { Training } from './options.ts';
import type { Report } from './schema.ts';

/** θ, and the two iterates of gradient descent after it. */
function descended(loss: Loss, point: Float64Array, rate: number): Float64Array[] {
  const step = (from: Float64Array) => plus(from, -rate, loss.valueAndGradient(from).gradient);
  const next = step(point);
  return [point, next, step(next)];
}

/**
 * Weights of the mean by which the oscillation drops out: of three iterates in a row (1, 2, 1)/4, which removes what changes its
 * sign with each step; of more, equal ones.
 */
const weightsOf = (count: number): number[] =>
  count === 3 ? [0.25, 0.5, 0.25] : Array<number>(count).fill(1 / count);

/**
 * What a smaller learning rate would win at once: the mean loss of iterates in a row over the loss of their mean, the energy of
 * their oscillation. Gradient descent's own next iterates are made here; others have to be given. Null where it cannot be told:
 * with full-batch momentum and Adam the forecast does not hold.
 */
export function forecastOf(loss: Loss, point: Float64Array, training: Training): Report['forecast'] {
  const { optimizer, learningRate, iterates } = training;
  if (optimizer === 'momentum' || optimizer === 'adam') return null;
  const list = iterates ?? (optimizer === 'gd' ? descended(loss, point, learningRate) : []);
  if (list.length < 3) return null;
  const weights = weightsOf(list.length);
  const losses = list.map((one) => loss.value(one));
  const centre = new Float64Array(point.length);
  list.forEach((one, k) => one.forEach((value, i) => (centre[i] += weights[k] * value)));
  const before = losses.reduce((sum, value, k) => sum + weights[k] * value, 0);
  const drop = before - loss.value(centre);
  const typical = mean(losses);
  // Of nothing, nothing is won.
  return { iterates: list.length, drop, relative: typical === 0 ? 0 : drop / typical };
}
