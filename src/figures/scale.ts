import { range, scaleLinear, scaleLog } from 'd3';
import type { Axis } from './figure-data.ts';

/** Data to px. */
export interface Scale {
  (value: number): number;
  readonly axis: Axis;
  readonly range: readonly [number, number];
}

/** The scale of an axis over a range in px. Values outside the domain are extrapolated, not clamped. */
export function scaleOf(axis: Axis, range: readonly [number, number]): Scale {
  const scale = (axis.scale === 'log' ? scaleLog() : scaleLinear()).domain(axis.domain).range(range);
  return Object.assign((value: number) => scale(value), { axis, range });
}

/** How many decades a domain spans. */
export const decadesIn = ([low, high]: Axis['domain']): number => Math.log10(high / low) + 1e-9;

/** Whether a domain holds at least three powers of ten, which then suffice as ticks. */
export const showsDecades = ([low, high]: Axis['domain']): boolean =>
  Math.floor(Math.log10(high) + 1e-9) - Math.ceil(Math.log10(low) - 1e-9) >= 2;

/** 1, 2 and 5 times powers of ten in a domain, or fewer of them where that is too close. */
function finerTicks([low, high]: Axis['domain'], length: number, apart: number): readonly number[] {
  const perDecade = length / decadesIn([low, high]);
  const within = (factors: readonly number[]) =>
    range(Math.floor(Math.log10(low)), Math.ceil(Math.log10(high)) + 1)
      .flatMap((power) => factors.map((factor) => Number(`${factor}e${power}`)))
      .filter((value) => value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9));
  const choices = [[1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 5], [1, 3], [1]];
  const gaps = [10 / 9, 2, 3, 10];
  const fits = gaps.findIndex((gap) => perDecade * Math.log10(gap) >= apart);
  return within(choices[fits] ?? [1]);
}

/**
 * Tick values no closer than `apart` px: on a log axis whole powers of ten, or their multiples where it holds fewer
 * than three of them; round numbers on a linear one.
 */
export function ticksOf({ axis, range }: Scale, apart: number): readonly number[] {
  const length = Math.abs(range[1] - range[0]);
  if (axis.scale === 'linear')
    return scaleLinear()
      .domain(axis.domain)
      .ticks(Math.max(2, Math.floor(length / apart)));
  if (!showsDecades(axis.domain)) return finerTicks(axis.domain, length, apart);
  const [low, high] = axis.domain.map(Math.log10);
  const step = Math.ceil(apart / (length / (high - low)));
  const first = Math.ceil(low / step - 1e-9) * step;
  const count = Math.floor((high - first) / step + 1e-9) + 1;
  return Array.from({ length: count }, (_, i) => 10 ** (first + i * step));
}

/** The smallest domain of whole decades around positive values. */
export function decadesAround(values: readonly number[]): [number, number] {
  const logs = values.map(Math.log10);
  return [10 ** Math.floor(Math.min(...logs)), 10 ** Math.ceil(Math.max(...logs))];
}

/** The smallest domain around positive values whose ends are 1, 2 or 5 times powers of ten. */
export function roundAround(values: readonly number[]): [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const steps = range(Math.floor(Math.log10(low)), Math.ceil(Math.log10(high)) + 1).flatMap((power) =>
    [1, 2, 5].map((factor) => Number(`${factor}e${power}`)),
  );
  return [steps.findLast((step) => step <= low) ?? low, steps.find((step) => step >= high) ?? high];
}

/** The smallest domain around values whose ends are multiples of `step`. */
export function stepsAround(values: readonly number[], step: number): [number, number] {
  return [Math.floor(Math.min(...values) / step) * step, Math.ceil(Math.max(...values) / step) * step];
}
