import type { Loss, Precision } from '../math/loss.ts';
import type { MeasureOptions } from '../measure/landscape/options.ts';
import { settled, stagesOf } from '../measure/landscape/plan.ts';

/** Seconds of a Hessian-vector product, and of the loss at one point of a slice. */
export interface Pace {
  readonly product: number;
  readonly loss: number;
}

/** Products by which the pace is taken. */
const tried = 10;

/** Ten products and a few points of a slice, timed; the first of each is left out, in which graphs are made. */
export function paceOf(loss: Loss, point: Float64Array, precision: Precision): Pace {
  const seconds = (work: () => void) => {
    const start = performance.now();
    work();
    return (performance.now() - start) / 1000;
  };
  const direction = point.map((_, i) => Math.sin(1.7 * i) / Math.sqrt(point.length));
  const hessian = loss.hessian(point, precision);
  hessian(direction);
  const product = seconds(() => {
    for (let i = 1; i < tried; i++) hessian(direction);
  });
  const distances = Array.from({ length: 8 }, (_, i) => i / 8);
  loss.slice(point, direction, distances);
  const slice = seconds(() => loss.slice(point, direction, distances));
  return { product: product / (tried - 1), loss: slice / distances.length };
}

/** Seconds that a measurement will take, about. */
export function secondsFor(loss: Loss, options: MeasureOptions, pace: Pace): number {
  const stages = stagesOf(loss, options);
  return stages.reduce((sum, stage) => sum + stage.products * pace.product + stage.losses * pace.loss, 0);
}

/** Ways to do less, each with what it leaves out; the first ones hurt least. */
const savings: readonly {
  readonly less: (options: MeasureOptions, loss: Loss) => MeasureOptions;
  readonly said: string;
}[] = [
  { less: (o) => ({ ...o, slices: 4 }), said: 'four slices' },
  { less: (o) => ({ ...o, density: { probes: 2, steps: 32 } }), said: 'a density of two probes' },
  {
    less: (o, loss) => ({ ...o, maxProducts: Math.min(60, settled(loss, o).maxProducts) }),
    said: 'at most 60 products a search',
  },
  { less: (o) => ({ ...o, layerProducts: 0 }), said: 'no curvature of single tensors' },
  { less: (o) => ({ ...o, density: null }), said: 'no spectral density' },
  { less: (o) => ({ ...o, shares: null }), said: 'no shares of examples' },
  { less: (o) => ({ ...o, slices: 2 }), said: 'two slices' },
  {
    less: (o) => ({ ...o, directions: { ...o.directions, bottom: Math.min(1, o.directions?.bottom ?? 3) } }),
    said: 'one smallest eigenvalue',
  },
  {
    less: (o, loss) => ({ ...o, maxProducts: Math.min(25, settled(loss, o).maxProducts) }),
    said: 'at most 25 products a search',
  },
];

/** Fewer samples than these say little of the loss that was trained on. */
const fewest = 100;

/** What is left out to fit a budget. */
export interface Economy {
  /** Which of the savings are made. */
  readonly savings: readonly number[];
  /** How many samples are measured; null is all that were asked for. */
  readonly samples: number | null;
  /** About how long the measurement will take. */
  readonly seconds: number;
}

/** The options of a measurement with savings made. */
export const withSavings = (
  loss: Loss,
  options: MeasureOptions,
  { savings: made }: Economy,
): MeasureOptions => made.reduce((now, i) => savings[i].less(now, loss), options);

/** What is left out, in words. */
export const savingsWords = ({ savings: made, samples }: Economy): string[] => [
  ...made.map((i) => savings[i].said),
  ...(samples === null ? [] : [`the first ${samples} samples`]),
];

/**
 * What to leave out so that a measurement takes no longer than `budget` seconds by the pace, one thing after the other, and in
 * the end samples; as far as that helps.
 */
export function economyFor(loss: Loss, options: MeasureOptions, pace: Pace, budget: number): Economy {
  let [now, seconds] = [options, secondsFor(loss, options, pace)];
  const made: number[] = [];
  for (const [i, { less }] of savings.entries()) {
    if (seconds <= budget) break;
    const smaller = less(now, loss);
    const shorter = secondsFor(loss, smaller, pace);
    if (shorter >= seconds) continue;
    [now, seconds] = [smaller, shorter];
    made.push(i);
  }
  const samples = Math.max(Math.floor((loss.samples * budget) / seconds), Math.min(fewest, loss.samples));
  const isFewer = seconds > budget && samples < loss.samples;
  return {
    savings: made,
    samples: isFewer ? samples : null,
    seconds: isFewer ? (seconds * samples) / loss.samples : seconds,
  };
}
