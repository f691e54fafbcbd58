import type { Axis } from './figure-data.ts';

export const distanceAxis = (domain: readonly [number, number]): Axis => ({
  words: 'distance',
  symbol: '<i>t</i>',
  unit: '',
  scale: 'log',
  domain,
});

export const lossAxis = (domain: readonly [number, number]): Axis => ({
  words: 'loss',
  symbol: '<i>L</i>(<i>t</i>)',
  unit: '',
  scale: 'log',
  domain,
});

export const exponentAxis = (domain: readonly [number, number], unit = ''): Axis => ({
  words: 'local exponent',
  symbol: '<i>p</i>(<i>t</i>)',
  unit,
  scale: 'linear',
  domain,
});
