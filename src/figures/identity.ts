import type { Axis, Curve } from './figure-data.ts';
import { roundAround } from './scale.ts';

/** Predicted equal to measured, over a domain. */
export const identityCurve = (domain: readonly [number, number]): Curve => ({
  kind: 'curve',
  name: 'predicted = measured',
  role: 'predicted',
  x: domain,
  y: domain,
});

/** Amplitude axes of the same domain, so that the identity is a diagonal. */
export function amplitudeAxes(
  values: readonly number[],
  words: { readonly x: string; readonly y: string },
): { readonly domain: [number, number]; readonly x: Axis; readonly y: Axis } {
  const domain = roundAround(values);
  const axis = (text: string): Axis => ({
    words: text,
    symbol: '',
    unit: 'Euclidean norm',
    scale: 'log',
    domain,
  });
  return { domain, x: axis(words.x), y: axis(words.y) };
}
