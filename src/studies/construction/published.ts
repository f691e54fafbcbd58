import type { PublishedFigure } from '../../registry/figures.ts';
import { densitiesFigure } from './figures/densities.ts';
import { exponentsFigure } from './figures/exponents.ts';
import { failuresFigure } from './figures/failures.ts';
import { magnitudesFigure } from './figures/magnitudes.ts';
import { constructionStudy } from './study.ts';
import { trainedFigure } from './figures/trained.ts';

const rerun = (id: string) => `npm run experiments -- ${id} --force && npm run site`;

/** The figures of R6; none when there is nothing to draw. */
export function constructionFigures(study = constructionStudy()): readonly PublishedFigure[] {
  if (!study) return [];
  const ids = (artifacts: readonly { readonly id: string }[]) => artifacts.map(({ id }) => id);
  const folder = 'src/studies/construction/figures';
  return [
    {
      data: magnitudesFigure(study),
      artifacts: ids(study.exact),
      source: `${folder}/magnitudes.ts`,
      rerun: rerun('construction'),
    },
    {
      data: trainedFigure(study),
      artifacts: ids(study.trained),
      source: `${folder}/trained.ts`,
      rerun: rerun('construction-trained'),
    },
    {
      data: densitiesFigure(study),
      artifacts: ids(study.exact.slice(0, 1)),
      source: `${folder}/densities.ts`,
      rerun: rerun('construction'),
    },
    {
      data: exponentsFigure(study),
      artifacts: ids(study.exact),
      source: `${folder}/exponents.ts`,
      rerun: rerun('construction'),
    },
    {
      data: failuresFigure(study),
      artifacts: ids(study.exact),
      source: `${folder}/failures.ts`,
      rerun: rerun('construction'),
    },
  ];
}
