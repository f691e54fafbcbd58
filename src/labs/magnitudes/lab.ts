import { equallyWeighted, powerLawMagnitudes, type Magnitudes } from '../../math/magnitudes.ts';
import type { ConstructionActivation } from '../../math/two-layer.ts';
import { choice, range, type RangeControl } from '../controls.ts';
import { defineLab } from '../view.ts';
import { magnitudesView } from './view.ts';

const magnitude = (number: number, initial: number): RangeControl =>
  range(`Magnitude <i>m</i><sub>${number}</sub>`, [0.01, 1e6], { step: 0.05, initial, scale: 'log' });

const activations: readonly { value: ConstructionActivation; text: string }[] = [
  { value: 'tanh', text: 'tanh' },
  { value: 'erf', text: 'erf' },
  { value: 'sin', text: 'sin' },
  { value: 'relu', text: 'ReLU (control)' },
  { value: 'identity', text: 'linear (control)' },
];

const sets = {
  single: 'single magnitudes',
  density: 'a power law of magnitudes',
} as const;

/** Magnitudes a decade of a density. */
const perDecade = 12;

export const single = ['m1', 'm2', 'm3', 'm4'] as const;
const ofDensity = ['alpha', 'decades'] as const;

export const magnitudes = defineLab({
  slug: 'magnitudes',
  controls: {
    activation: choice('Activation', activations, 'tanh'),
    set: choice(
      'Data',
      Object.entries(sets).map(([value, text]) => ({ value, text })),
      'single',
    ),
    count: range('How many magnitudes', [1, 4], { step: 1, initial: 3 }),
    m1: magnitude(1, 1),
    m2: magnitude(2, 100),
    m3: magnitude(3, 10000),
    m4: magnitude(4, 1e6),
    alpha: range('Exponent <i>α</i> of the density <i>m</i><sup>−α</sup>', [1.1, 2.9], {
      step: 0.05,
      initial: 2,
    }),
    decades: range('Its decades, from 1 up', [1, 8], { step: 1, initial: 6 }),
  },
  idle: ({ set, count }) =>
    set === 'density' ? ['count', ...single] : [...ofDensity, ...single.slice(count)],
  view: ({ activation, set, count, alpha, decades, ...chosen }) => {
    const data: Magnitudes =
      set === 'density'
        ? powerLawMagnitudes(alpha, { from: 1, to: 10 ** decades, perDecade })
        : equallyWeighted(single.slice(0, count).map((name) => chosen[name]));
    return magnitudesView({
      activation: activation as ConstructionActivation,
      data,
      density: set === 'density' ? { alpha, decades } : null,
    });
  },
});
