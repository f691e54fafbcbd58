import type { Markup } from '../../figures/markup.ts';
import { counted, listed } from '../../figures/numbers.ts';
import { growthClass } from './growth-class.ts';
import type { MatrixNetwork } from './matrix-study.ts';
import { medianAcross, slicesOf, type GrowthSlice } from './study.ts';

/** The class of the median exponent over all slices of one kind. */
export const classOf = ({ artifacts }: MatrixNetwork, kind: GrowthSlice['kind']) => {
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

/** Where the claim fails along the sharpest directions, in a sentence. */
export function failuresFinding(networks: readonly MatrixNetwork[]): Markup {
  const failing = tested(networks).filter((network) => classOf(network, 'top eigenvector') !== 'slower');
  if (failing.length === 0) return 'No network fails along its sharpest directions.';
  const parts = failing.map((network) => `${network.words} (${classOf(network, 'top eigenvector')})`);
  return `It does not around ${listed(parts)}.`;
}
