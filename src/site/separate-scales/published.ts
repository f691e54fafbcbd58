import { judgedRates } from '../../experiments/separate-scales-variants.ts';
import type { PublishedFigure } from '../figures.ts';
import { sharesFigure } from '../shares/shares-figure.ts';
import { lawFigure } from './law-figure.ts';
import { linesFigure } from './lines-figure.ts';
import { scalesFigure } from './scales-figure.ts';
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
      source: 'src/site/separate-scales/scales-figure.ts',
      rerun,
    },
    {
      data: lawFigure(study),
      artifacts: ids(study.artifacts),
      source: 'src/site/separate-scales/law-figure.ts',
      rerun,
    },
    {
      data: linesFigure(study),
      artifacts: ids(lines),
      source: 'src/site/separate-scales/lines-figure.ts',
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
            source: 'src/site/shares/shares-figure.ts',
            rerun,
          },
        ]
      : []),
  ];
}
