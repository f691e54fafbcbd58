import type { PublishedFigure } from '../figures.ts';
import { directionsFigure } from './directions-figure.ts';
import { riseFigure } from './rise-figure.ts';
import { growthStudy, type GrowthStudy } from './study.ts';

/** The figures of R1; none when there is nothing to draw. */
export function growthFigures(): readonly PublishedFigure[] {
  const study = growthStudy();
  if (!study) return [];
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
  ];
}
