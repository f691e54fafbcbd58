import type { PublishedFigure } from '../figures.ts';
import { sharesFigure } from '../shares/shares-figure.ts';
import { imagesOf } from '../run-images.ts';
import { cellsFigure } from './cells-figure.ts';
import { networksFigure } from './networks-figure.ts';
import { networkRuns, networksOf, originRuns, parityRuns } from './study.ts';
import { transitionFigure } from './transition-figure.ts';
import { twoByTwoFigure } from './two-by-two-figure.ts';

const rerun = (id: string) => `npm run experiments -- ${id} --force && npm run site`;
const folder = 'src/site/origin';

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
        source: `${folder}/two-by-two-figure.ts`,
        rerun: rerun('origin'),
      },
      {
        data: cellsFigure(cells),
        artifacts: ids(cells),
        source: `${folder}/cells-figure.ts`,
        rerun: rerun('origin'),
      },
    );
  if (networks.length > 0)
    figures.push({
      data: networksFigure(networks),
      artifacts: ids(networks),
      source: `${folder}/networks-figure.ts`,
      rerun: rerun('origin-networks'),
    });
  if (regressions.length > 0)
    figures.push({
      data: transitionFigure(regressions),
      artifacts: ids(regressions),
      source: `${folder}/transition-figure.ts`,
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
      source: 'src/site/shares/shares-figure.ts',
      rerun: rerun('origin-networks'),
    });
  return figures;
}
