import { sharesFigure } from '../../../figures/shares-figure.ts';
import type { StudyFigure } from '../../../figures/study-figure.ts';
import { imagesOf } from '../../../measure/image-words.ts';
import { networkRuns, networksOf } from '../selections.ts';

/** Who makes the rise around the first tanh network with the most uneven data. */
export const figure: StudyFigure = (results) => {
  const [run] = networksOf(networkRuns(results), 'tanh4', 'tenth-times-8');
  return run
    ? {
        data: sharesFigure({
          id: 'fig-origin-shares',
          network: `a tanh network trained on ${imagesOf([run]).noun} of which a tenth are 8 times larger`,
          artifact: run,
          directions: { e1: 'the sharpest direction', random1: 'a random direction' },
        }),
        runs: [run],
      }
    : null;
};
