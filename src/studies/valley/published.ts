import type { PublishedFigure } from '../../registry/figures.ts';
import { valleyStudy } from './study.ts';
import { valleyFigure } from './figures/valley.ts';

/** The figure of R3 in a valley of minima; none when there is nothing to draw. */
export function valleyFigures(study = valleyStudy()): readonly PublishedFigure[] {
  if (!study) return [];
  return [
    {
      data: valleyFigure(study),
      artifacts: study.seeds.map(({ id }) => id),
      source: 'src/studies/valley/figures/valley.ts',
      rerun: 'npm run experiments -- valley --force && npm run site',
    },
  ];
}
