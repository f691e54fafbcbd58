import type { PublishedFigure } from '../figures.ts';
import { densitiesFigure } from './densities-figure.ts';
import { exponentsFigure } from './exponents-figure.ts';
import { failuresFigure } from './failures-figure.ts';
import { magnitudesFigure } from './magnitudes-figure.ts';
import { constructionStudy } from './study.ts';
import { trainedFigure } from './trained-figure.ts';

const rerun = (id: string) => `npm run experiments -- ${id} --force && npm run site`;

/** The figures of R6; none when there is nothing to draw. */
export function constructionFigures(study = constructionStudy()): readonly PublishedFigure[] {
  if (!study) return [];
  const ids = (artifacts: readonly { readonly id: string }[]) => artifacts.map(({ id }) => id);
  const folder = 'src/site/two-layer';
  return [
    {
      data: magnitudesFigure(study),
      artifacts: ids(study.exact),
      source: `${folder}/magnitudes-figure.ts`,
      rerun: rerun('construction'),
    },
    {
      data: trainedFigure(study),
      artifacts: ids(study.trained),
      source: `${folder}/trained-figure.ts`,
      rerun: rerun('construction-trained'),
    },
    {
      data: densitiesFigure(study),
      artifacts: ids(study.exact.slice(0, 1)),
      source: `${folder}/densities-figure.ts`,
      rerun: rerun('construction'),
    },
    {
      data: exponentsFigure(study),
      artifacts: ids(study.exact),
      source: `${folder}/exponents-figure.ts`,
      rerun: rerun('construction'),
    },
    {
      data: failuresFigure(study),
      artifacts: ids(study.exact),
      source: `${folder}/failures-figure.ts`,
      rerun: rerun('construction'),
    },
  ];
}
