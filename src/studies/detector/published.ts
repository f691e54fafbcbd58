import type { PublishedFigure } from '../../registry/figures.ts';
import { accuracyFigure } from './figures/accuracy.ts';
import { detectorStudy } from './study.ts';

/** The figure of the detector's accuracy; none when it was not measured. */
export function detectorFigures(study = detectorStudy()): readonly PublishedFigure[] {
  if (!study) return [];
  return [
    {
      data: accuracyFigure(study),
      artifacts: study.seeds.map(({ id }) => id),
      source: 'src/studies/detector/figures/accuracy.ts',
      rerun: 'npm run experiments -- detector --force && npm run site',
    },
  ];
}
