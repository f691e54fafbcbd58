import type { PublishedFigure } from '../figures.ts';
import { bowlsFigure } from './bowls-figure.ts';
import { staircaseFigure } from './staircase-figure.ts';
import { staircaseStudy } from './study.ts';

const rerun = 'npm run experiments -- staircase --force && npm run site';

/** The figures of R4 on sums of scales; none when there is nothing to draw. */
export function staircaseFigures(study = staircaseStudy()): readonly PublishedFigure[] {
  if (!study) return [];
  return [
    {
      data: staircaseFigure(study),
      artifacts: study.seeds.map(({ id }) => id),
      source: 'src/site/staircase/staircase-figure.ts',
      rerun,
    },
    {
      data: bowlsFigure(study),
      artifacts: [study.seeds[0].id],
      source: 'src/site/staircase/bowls-figure.ts',
      rerun,
    },
  ];
}
