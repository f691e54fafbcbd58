import { sharesFigure } from '../../../figures/shares-figure.ts';
import type { StudyFigure } from '../../../figures/study-figure.ts';
import { runsOf, scalesStudy } from '../selections.ts';
import { judgedRates } from '../settings.ts';

/** Who makes the rise around the first ReLU network at the smaller judged rate. */
export const figure: StudyFigure = (results) => {
  const study = scalesStudy(results);
  const rate = Math.min(...judgedRates);
  const [run] = study ? runsOf(study, 'relu', rate) : [];
  return run
    ? {
        data: sharesFigure({
          id: 'fig-separate-scales-shares',
          network: `a ReLU network settled at <i>η</i>′ = ${rate}`,
          artifact: run,
          directions: { random1: 'a random direction' },
        }),
        runs: [run],
      }
    : null;
};
