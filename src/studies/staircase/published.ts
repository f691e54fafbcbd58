import type { PublishedFigure } from '../../registry/figures.ts';
import { bowlsFigure } from './figures/bowls.ts';
import { staircaseFigure } from './figures/staircase.ts';
import { staircaseStudy } from './study.ts';

const rerun = 'npm run experiments -- staircase --force && npm run site';

/** The figures of R4 on sums of scales; none when there is nothing to draw. */
export function staircaseFigures(study = staircaseStudy()): readonly PublishedFigure[] {
  if (!study) return [];
  return [
    {
      data: staircaseFigure(study),
      artifacts: study.seeds.map(({ id }) => id),
      source: 'src/studies/staircase/figures/staircase.ts',
      rerun,
    },
    {
      data: bowlsFigure(study),
      artifacts: [study.seeds[0].id],
      source: 'src/studies/staircase/figures/bowls.ts',
      rerun,
    },
  ];
}
