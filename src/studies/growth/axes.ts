import * as slices from '../../figures/slice-axes.ts';
import type { Axis } from '../../figures/figure-data.ts';

/** Distances drawn; the slices themselves begin at 1e-5, where nothing yet departs from the parabola. */
export const distanceAxis: Axis = {
  words: 'distance from the minimum',
  symbol: '<i>t</i>',
  unit: 'Euclidean norm',
  scale: 'log',
  domain: [1e-3, 1e2],
};

export const riseAxis = (domain: readonly [number, number]): Axis => ({
  words: 'rise in loss',
  symbol: '<i>f</i>(<i>t</i>)',
  unit: 'squared error',
  scale: 'log',
  domain,
});

export const exponentAxis = (domain: readonly [number, number]): Axis =>
  slices.exponentAxis(domain, 'dimensionless');

/** The values at distances that are drawn. */
export const drawn = (t: readonly number[], values: readonly (number | null)[]): readonly number[] =>
  values.filter((value, i) => value !== null && t[i] >= distanceAxis.domain[0] * 0.999) as number[];
