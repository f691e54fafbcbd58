import type { PublishedFigure } from '../figures.ts';
import { sharesFigure } from '../shares/shares-figure.ts';
import { directionsFigure } from './directions-figure.ts';
import { matrixFigure } from './matrix-figure.ts';
import { matrixStudy } from './matrix-study.ts';
import { riseFigure } from './rise-figure.ts';
import { growthStudy, type GrowthStudy } from './study.ts';

/** The figures of R1; none when there is nothing to draw. */
export function growthFigures(): readonly PublishedFigure[] {
  const study = growthStudy();
  if (!study) return [];
  const matrix = matrixStudy();
  const ids = (artifacts: GrowthStudy['tanh']) => artifacts.map(({ id }) => id);
  const rerun = 'npm run experiments -- growth --force && npm run site';
  return [
    {
      data: riseFigure(study),
      artifacts: ids([...study.tanh, ...study.linear]),
      source: 'src/site/growth/rise-figure.ts',
      rerun,
    },
    {
      data: directionsFigure(study),
      artifacts: ids(study.tanh),
      source: 'src/site/growth/directions-figure.ts',
      rerun,
    },
    ...(matrix
      ? [
          {
            data: matrixFigure(matrix),
            artifacts: matrix.flatMap(({ artifacts }) => ids(artifacts)),
            source: 'src/site/growth/matrix-figure.ts',
            rerun: 'npm run experiments -- growth growth-matrix --force && npm run site',
          },
        ]
      : []),
    {
      data: sharesFigure({
        id: 'fig-subquadratic-growth-shares',
        network: 'a tanh network',
        artifact: study.tanh[0],
        directions: { e1: 'the sharpest direction', random1: 'a random direction' },
      }),
      artifacts: ids(study.tanh.slice(0, 1)),
      source: 'src/site/shares/shares-figure.ts',
      rerun,
    },
  ];
}
