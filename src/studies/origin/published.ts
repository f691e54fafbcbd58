import type { PublishedFigure } from '../../registry/figures.ts';
import { sharesFigure } from '../../figures/shares-figure.ts';
import { imagesOf } from '../../measure/image-words.ts';
import { cellsFigure } from './figures/cells.ts';
import { networksFigure } from './figures/networks.ts';
import { networkRuns, networksOf, originRuns, parityRuns } from './study.ts';
import { transitionFigure } from './figures/transition.ts';
import { twoByTwoFigure } from './figures/two-by-two.ts';

const rerun = (id: string) => `npm run experiments -- ${id} --force && npm run site`;
const folder = 'src/studies/origin/figures';

/** The figures of R5, as far as there is something to draw. */
export function originFigures(
  cells = originRuns(),
  networks = networkRuns(),
  regressions = parityRuns(),
): readonly PublishedFigure[] {
  const ids = (artifacts: readonly { readonly id: string }[]) => artifacts.map(({ id }) => id);
  const figures: PublishedFigure[] = [];
  if (cells.length > 0)
    figures.push(
      {
        data: twoByTwoFigure(cells),
        artifacts: ids(cells),
        source: `${folder}/two-by-two.ts`,
        rerun: rerun('origin'),
      },
      {
        data: cellsFigure(cells),
        artifacts: ids(cells),
        source: `${folder}/cells.ts`,
        rerun: rerun('origin'),
      },
    );
  if (networks.length > 0)
    figures.push({
      data: networksFigure(networks),
      artifacts: ids(networks),
      source: `${folder}/networks.ts`,
      rerun: rerun('origin-networks'),
    });
  if (regressions.length > 0)
    figures.push({
      data: transitionFigure(regressions),
      artifacts: ids(regressions),
      source: `${folder}/transition.ts`,
      rerun: rerun('parity'),
    });
  const [shared] = networksOf(networks, 'tanh4', 'tenth-times-8');
  if (shared)
    figures.push({
      data: sharesFigure({
        id: 'fig-origin-shares',
        network: `a tanh network trained on ${imagesOf([shared]).noun} of which a tenth are 8 times larger`,
        artifact: shared,
        directions: { e1: 'the sharpest direction', random1: 'a random direction' },
      }),
      artifacts: [shared.id],
      source: 'src/figures/shares-figure.ts',
      rerun: rerun('origin-networks'),
    });
  return figures;
}
