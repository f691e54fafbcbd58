import { judgedRates } from './settings.ts';
import type { PublishedFigure } from '../../registry/figures.ts';
import { sharesFigure } from '../../figures/shares-figure.ts';
import { lawFigure } from './figures/law.ts';
import { linesFigure } from './figures/lines.ts';
import { scalesFigure } from './figures/scales.ts';
import { runsOf, scalesStudy } from './study.ts';

const rerun = 'npm run experiments -- separate-scales --force && npm run site';

/** The figures of R2; none when there is nothing to draw. */
export function separateScalesFigures(): readonly PublishedFigure[] {
  const study = scalesStudy();
  if (!study) return [];
  const ids = (artifacts: typeof study.artifacts) => artifacts.map(({ id }) => id);
  const rate = Math.min(...judgedRates);
  const lines = ['relu', 'tanh', 'linear'].flatMap((network) => runsOf(study, network, rate));
  const [shared] = runsOf(study, 'relu', rate);
  return [
    {
      data: scalesFigure(study),
      artifacts: ids(study.artifacts),
      source: 'src/studies/separate-scales/figures/scales.ts',
      rerun,
    },
    {
      data: lawFigure(study),
      artifacts: ids(study.artifacts),
      source: 'src/studies/separate-scales/figures/law.ts',
      rerun,
    },
    {
      data: linesFigure(study),
      artifacts: ids(lines),
      source: 'src/studies/separate-scales/figures/lines.ts',
      rerun,
    },
    ...(shared
      ? [
          {
            data: sharesFigure({
              id: 'fig-separate-scales-shares',
              network: `a ReLU network settled at <i>η</i>′ = ${rate}`,
              artifact: shared,
              directions: { random1: 'a random direction' },
            }),
            artifacts: [shared.id],
            source: 'src/figures/shares-figure.ts',
            rerun,
          },
        ]
      : []),
  ];
}
