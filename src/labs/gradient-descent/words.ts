import type { Markup } from '../../figures/markup.ts';
import { edgeRate, type OneDimensionalLoss } from '../../math/one-dimensional.ts';
import { measuredMultiplier, type Attractor } from '../../math/orbits.ts';
import { precise } from '../precise.ts';
import type { Readings } from '../view.ts';
import { longestPeriod, type Prediction } from './prediction.ts';

export interface DescentShown {
  readonly loss: OneDimensionalLoss;
  readonly rate: number;
  readonly start: number;
  readonly path: readonly number[];
  readonly end: Attractor;
  readonly prediction: Prediction;
}

export const largest = (values: readonly number[]) =>
  values.reduce((most, x) => Math.max(most, Math.abs(x)), 0);

const startText = (start: number) => start.toFixed(2).replace('-', '\u2212');

/** What is seen, in a sentence. */
export function titleOf({ loss, rate, start, end, prediction }: DescentShown): Markup {
  const from = `From ${startText(start)}`;
  if (end.status === 'diverged')
    return loss.growth === 'subquadratic'
      ? `${from} gradient descent leaves for good.`
      : `${from} gradient descent diverges: this loss does not grow slower than a quadratic.`;
  if (end.status === 'aperiodic')
    return `${from} gradient descent stays bounded but does not settle: no period up to ${longestPeriod}.`;
  if (end.period === 1 && largest(end.points) < 1e-6)
    return rate <= edgeRate(loss)
      ? `${from} gradient descent reaches the minimum: the step is short enough for the curvature there.`
      : `${from} gradient descent sits on the minimum, which repels every other start.`;
  const at = end.points.map((x) => precise(x, 4));
  if (end.period === 2) {
    const known = prediction.cycle?.length === 2 ? ', as predicted' : '';
    return `${from} the iterate settles on two points, ${at[0]} and ${at[1]}${known}.`;
  }
  return `${from} the iterate settles on ${end.period} ${end.period === 1 ? 'point' : 'points'} in turn.`;
}

export function readingsOf({ loss, rate, end, prediction }: DescentShown): Readings {
  const predicted = prediction.cycle;
  const measured = end.status === 'periodic' ? end.points : null;
  const top = (cycle: readonly number[] | null) => (cycle === null ? null : Math.max(...cycle));
  const bottom = (cycle: readonly number[] | null) => (cycle === null ? null : Math.min(...cycle));
  const rest = (cycle: readonly number[] | null) =>
    cycle === null ? null : cycle.reduce((sum, x) => sum + loss.f(x), 0) / cycle.length;
  const period = {
    periodic: measured === null ? '' : String(measured.length),
    aperiodic: 'none',
    diverged: 'diverges',
  }[end.status];
  const factor =
    measured === null || largest(measured) === 0 ? null : measuredMultiplier(loss, rate, measured);
  return {
    caption: 'Prediction against measurement',
    heads: [`At <i>η</i> = ${precise(rate, 4)}`, 'Predicted', 'Measured', 'Prediction from'],
    measured: 2,
    rows: [
      ['Settles between', precise(bottom(predicted)), precise(bottom(measured)), prediction.from],
      ['and', precise(top(predicted)), precise(top(measured)), prediction.from],
      ['Period', predicted === null ? '–' : String(predicted.length), period, 'stability'],
      [
        'Error kept per period',
        precise(prediction.multiplier, 4),
        precise(factor, 4),
        'Π(1 − <i>ηf</i>″(<i>x</i>*))',
      ],
      ['Mean loss at rest', precise(rest(predicted)), precise(rest(measured)), '<i>f</i>(<i>x</i>*)'],
    ],
  };
}
