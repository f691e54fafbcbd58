import { sharesFigure } from '../../../figures/shares-figure.ts';
import type { StudyFigure } from '../../../figures/study-figure.ts';
import { growthStudy } from '../selections.ts';

/** Who makes the rise around the first tanh network. */
export const figure: StudyFigure = (results) => {
  const [run] = growthStudy(results)?.tanh ?? [];
  return run
    ? {
        data: sharesFigure({
          id: 'fig-subquadratic-growth-shares',
          network: 'a tanh network',
          artifact: run,
          directions: { e1: 'the sharpest direction', random1: 'a random direction' },
        }),
        runs: [run],
      }
    : null;
};
