import { medianAcross } from '../../figures/across.ts';
import type { GrowthRecord } from '../../measure/slice-growth.ts';
import { growthParameters } from './schema.ts';
import type { Markup } from '../../figures/markup.ts';
import { counted, countWord, listed, spanned } from '../../figures/numbers.ts';
import { growthClass, type GrowthClass } from '../../measure/growth-class.ts';
import type { MatrixNetwork } from './matrix-selections.ts';
import { slicesOf, type GrowthStudy } from './selections.ts';

/** The class of the median exponent over all slices of one kind. */
export const classOf = ({ artifacts }: MatrixNetwork, kind: GrowthRecord['kind']) => {
  const slices = slicesOf(artifacts, kind);
  return growthClass({ t: slices[0].t, p: medianAcross(slices.map(({ p }) => p)) });
};

/** Networks that are not the control. */
const tested = (networks: readonly MatrixNetwork[]) => networks.filter(({ group }) => group !== 'control');

/** How many networks grow subquadratically along their sharpest directions, in a sentence. */
export function matrixFinding(networks: readonly MatrixNetwork[]): Markup {
  const slower = tested(networks).filter((network) => classOf(network, 'top eigenvector') === 'slower');
  const everywhere = slower.filter((network) => classOf(network, 'random') === 'slower');
  return `Along the sharpest directions the loss grows subquadratically throughout in ${slower.length} of ${counted(tested(networks).length, 'network')}; in ${everywhere.length} of these it does so along random directions as well.`;
}

/** What networks of a kind should do along their sharpest directions, and why. */
const expectations: readonly {
  readonly variants: readonly string[];
  readonly why: string;
  readonly what: string;
  readonly holds: (found: GrowthClass) => boolean;
}[] = [
  {
    variants: ['tanh4', 'tanh3', 'digits', 'cnn'],
    why: 'Saturating units bound the output and squared error with it, so that the rise has to slow down',
    what: 'grows subquadratically throughout',
    holds: (found) => found === 'slower',
  },
  {
    variants: ['relu', 'deep-linear'],
    why: 'The output of a ReLU or a deep linear network grows far out as a power of the distance, and squared error with it',
    what: 'grows faster than a quadratic somewhere',
    holds: (found) => found !== 'slower' && found !== 'quadratic',
  },
  {
    variants: ['cross-entropy', 'relu-cross-entropy'],
    why: 'Under cross-entropy at a low loss the examples are fitted with a margin: the loss is flat until a margin is used up, and further out a single example’s loss grows in proportion to the output',
    what: 'grows faster than a quadratic somewhere',
    holds: (found) => found !== 'slower' && found !== 'quadratic',
  },
];

/** Why the rows should differ, and in how many networks they do as expected, sentence by sentence. */
export function explanationFinding(networks: readonly MatrixNetwork[]): Markup {
  return expectations
    .flatMap(({ variants, why, what, holds }) => {
      const own = networks.filter(({ variant }) => variants.includes(variant));
      const found = own.filter((network) => holds(classOf(network, 'top eigenvector'))).length;
      return own.length === 0
        ? []
        : [
            `${why}; along the sharpest directions the loss ${what} in ${found} of ${counted(own.length, 'such network')}.`,
          ];
    })
    .join(' ');
}

/** By which networks, seeds and samples the claim is judged, and by which it is not, in sentences. */
export function scopeFinding(networks: readonly Pick<MatrixNetwork, 'variant' | 'artifacts'>[]): Markup {
  const others = networks.filter(({ variant }) => variant !== 'tanh4' && variant !== 'linear');
  const seeds = networks.find(({ variant }) => variant === 'tanh4')?.artifacts.length ?? 0;
  const judged = `The network named above is judged, over ${counted(seeds, 'seed')}, against its control`;
  const own = spanned(
    others.map(({ artifacts }) => artifacts.length),
    String,
  );
  const have =
    others.length === 1
      ? `the other one has ${own} seeds and judges`
      : `the ${countWord(others.length)} others have ${own} seeds each and judge`;
  const beside = others.length === 0 ? 'nothing else was measured' : `${have} nothing`;
  const samples = spanned(
    networks.flatMap(({ artifacts }) => artifacts.map(({ parameters }) => samplesOf(parameters))),
    String,
  );
  return `${judged}; ${beside}. All are small and trained on ${samples} images.`;
}

const samplesOf = (parameters: unknown): number => growthParameters.parse(parameters).images.samples;

/** Where the claim fails along the sharpest directions, in a sentence. */
export function failuresFinding(networks: readonly MatrixNetwork[]): Markup {
  const failing = tested(networks).filter((network) => classOf(network, 'top eigenvector') !== 'slower');
  if (failing.length === 0) return 'No network fails along its sharpest directions.';
  const parts = failing.map((network) => `${network.words} (${classOf(network, 'top eigenvector')})`);
  return `It does not around ${listed(parts)}.`;
}

/** By which networks the claim is judged, where the matrix was not measured. */
export const judgedAlone = ({ tanh, linear }: GrowthStudy) => [
  { variant: 'tanh4', artifacts: tanh },
  { variant: 'linear', artifacts: linear },
];
