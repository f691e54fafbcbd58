import type { Axis } from '../../figures/figure-data.ts';

import * as slices from '../../figures/slice-axes.ts';

export const exponentAxis = (domain: readonly [number, number]): Axis =>
  slices.exponentAxis(domain, 'dimensionless');

export const distanceAxis: Axis = {
  words: 'distance from the point reached',
  symbol: '<i>t</i>',
  unit: 'Euclidean norm',
  scale: 'log',
  domain: [1e-6, 10],
};

export const curvatureAxis = (domain: readonly [number, number]): Axis => ({
  words: 'curvature up to that distance',
  symbol: '2<i>f</i>/<i>t</i><sup>2</sup>',
  unit: 'squared error',
  scale: 'log',
  domain,
});
