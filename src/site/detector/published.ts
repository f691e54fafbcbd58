import type { PublishedFigure } from '../figures.ts';
import { accuracyFigure } from './accuracy-figure.ts';
import { detectorStudy } from './study.ts';

/** The figure of the detector's accuracy; none when it was not measured. */
export function detectorFigures(study = detectorStudy()): readonly PublishedFigure[] {
  if (!study) return [];
  return [
    {
      data: accuracyFigure(study),
      artifacts: study.seeds.map(({ id }) => id),
      source: 'src/site/detector/accuracy-figure.ts',
      rerun: 'npm run experiments -- detector --force && npm run site',
    },
  ];
}
