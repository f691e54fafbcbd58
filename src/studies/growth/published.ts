import type { PublishedFigure } from '../../registry/figures.ts';
import { sharesFigure } from '../../figures/shares-figure.ts';
import { directionsFigure } from './figures/directions.ts';
import { matrixFigure } from './figures/matrix.ts';
import { matrixStudy } from './matrix-study.ts';
import { riseFigure } from './figures/rise.ts';
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
      source: 'src/studies/growth/figures/rise.ts',
      rerun,
    },
    {
      data: directionsFigure(study),
      artifacts: ids(study.tanh),
      source: 'src/studies/growth/figures/directions.ts',
      rerun,
    },
    ...(matrix
      ? [
          {
            data: matrixFigure(matrix),
            artifacts: matrix.flatMap(({ artifacts }) => ids(artifacts)),
            source: 'src/studies/growth/figures/matrix.ts',
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
      source: 'src/figures/shares-figure.ts',
      rerun,
    },
  ];
}
