import { edgeRate, oneDimensionalLosses, type OneDimensionalLoss } from '../../math/one-dimensional.ts';
import { orbit } from '../../math/orbits.ts';
import { defineLab } from '../view.ts';
import { highest, lowest, predict, settle } from './prediction.ts';
import { gradientDescentView } from './view.ts';

const raised: Readonly<Record<string, string>> = { 2: '²', 4: '⁴', '<i>x</i>': 'ˣ' };

/** A formula in plain text for a list: `ln(1 + x²)`. */
const plain = ({ formula }: OneDimensionalLoss): string =>
  formula
    .replaceAll(/<sup>(.*?)<\/sup>/g, (_, power: string) => raised[power] ?? `^${power}`)
    .replaceAll(/<[^>]*>/g, '');

export const gradientDescent = defineLab({
  slug: 'gradient-descent',
  controls: {
    loss: {
      kind: 'choice',
      label: 'Loss <i>f</i>(<i>x</i>)',
      options: oneDimensionalLosses.map((loss) => ({
        value: loss.id,
        text: plain(loss),
        group: loss.growth === 'subquadratic' ? 'Subquadratic' : 'Controls',
      })),
      initial: 'logarithm',
    },
    rate: {
      kind: 'range',
      label: 'Learning rate <i>η</i> over the edge 2/<i>f</i>″(0)',
      min: lowest,
      max: highest,
      step: 0.01,
      initial: 1.6,
      tone: 'second',
      stops: [
        { at: 1, text: '1' },
        { at: 2, text: '2' },
        { at: 3, text: '3' },
      ],
    },
    start: {
      kind: 'range',
      label: 'Start <i>x</i><sub>0</sub>',
      min: -3,
      max: 3,
      step: 0.01,
      initial: 0.4,
    },
    steps: { kind: 'range', label: 'Steps', min: 1, max: 200, step: 1, initial: 24 },
  },
  play: 'steps',
  view: (state) => {
    const loss = oneDimensionalLosses.find(({ id }) => id === state.loss)!;
    const rate = state.rate * edgeRate(loss);
    return gradientDescentView({
      loss,
      rate,
      start: state.start,
      path: orbit(loss, rate, state.start, state.steps),
      end: settle(loss, rate, state.start),
      prediction: predict(loss, rate),
    });
  },
});
