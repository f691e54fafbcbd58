import type { GrowthRecord } from './slice-growth.ts';
import { decreaseInterval } from './slice-growth.ts';

export const growthClasses = [
  'slower',
  'faster',
  'quadratic',
  'first slower, then faster',
  'first faster, then slower',
] as const;

/** How a slice grows compared with a quadratic. */
export type GrowthClass = (typeof growthClasses)[number];

/** Exponents within this of 2 count as quadratic. */
export const tolerance = 0.05;

/** Compares the local exponent with 2 over the distances of the deciding test; the order is that of the first departures. */
export function growthClass({ t, p }: Pick<GrowthRecord, 't' | 'p'>): GrowthClass {
  const inside = (distance: number) =>
    distance >= decreaseInterval[0] * 0.999 && distance <= decreaseInterval[1] * 1.001;
  const exponents = p.filter((value, i): value is number => value !== null && inside(t[i]));
  const slower = exponents.findIndex((value) => value < 2 - tolerance);
  const faster = exponents.findIndex((value) => value > 2 + tolerance);
  if (slower < 0) return faster < 0 ? 'quadratic' : 'faster';
  if (faster < 0) return 'slower';
  return slower < faster ? 'first slower, then faster' : 'first faster, then slower';
}
