import { edgeRate, oneDimensionalLosses, type OneDimensionalLoss } from '../../math/one-dimensional.ts';
import { orbit } from '../../math/orbits.ts';
import { sampledLoss, type SampledLoss } from '../../math/sampled-loss.ts';
import { choice, range } from '../controls.ts';
import { defineLab } from '../view.ts';
import { highest, lowest, predict, settle } from './prediction.ts';
import { gradientDescentView } from './view.ts';

const raised: Readonly<Record<string, string>> = { 2: '²', 4: '⁴', '<i>x</i>': 'ˣ' };

/** A formula in plain text for a list: `ln(1 + x²)`. */
const plain = ({ formula }: OneDimensionalLoss): string =>
  formula
    .replaceAll(/<sup>(.*?)<\/sup>/g, (_, power: string) => raised[power] ?? `^${power}`)
    .replaceAll(/<[^>]*>/g, '');

const option = (group: string) => (loss: OneDimensionalLoss) => ({
  value: loss.id,
  text: plain(loss),
  group,
});

/** The losses of the catalogue with those that were measured. */
export const lossesWith = (slices: readonly SampledLoss[]): readonly OneDimensionalLoss[] => [
  ...oneDimensionalLosses,
  ...slices.map(sampledLoss),
];

/** The lab with the losses of the catalogue and slices that were measured on networks. */
export function gradientDescentOn(slices: readonly SampledLoss[]) {
  const losses = lossesWith(slices);
  const measured = losses.slice(oneDimensionalLosses.length);
  return defineLab({
    slug: 'gradient-descent',
    controls: {
      loss: choice(
        'Loss <i>f</i>(<i>x</i>)',
        [
          ...oneDimensionalLosses
            .filter(({ growth }) => growth === 'subquadratic')
            .map(option('Subquadratic')),
          ...measured.map(option('Slices of networks, measured')),
          ...oneDimensionalLosses.filter(({ growth }) => growth !== 'subquadratic').map(option('Controls')),
        ],
        'logarithm',
      ),
      rate: range('Learning rate <i>η</i> over the edge 2/<i>f</i>″(0)', [lowest, highest], {
        step: 0.01,
        initial: 1.6,
        tone: 'second',
        stops: [
          { at: 1, text: '1' },
          { at: 2, text: '2' },
          { at: 3, text: '3' },
        ],
      }),
      start: range('Start <i>x</i><sub>0</sub>', [-3, 3], { step: 0.01, initial: 0.4 }),
      steps: range('Steps', [1, 200], { step: 1, initial: 24 }),
    },
    play: 'steps',
    view: (state) => {
      const loss = losses.find(({ id }) => id === state.loss)!;
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
}

/** The lab without any measured slice. */
export const gradientDescent = gradientDescentOn([]);
