import { sharesOf } from '../../../figures/shares-figure.ts';
import { runsOf, scalesStudy } from '../selections.ts';
import { judgedRates } from '../settings.ts';

const rate = Math.min(...judgedRates);

/** Who makes the rise around the first ReLU network at the smaller judged rate. */
export const figure = sharesOf(
  (results) => {
    const study = scalesStudy(results);
    return study ? runsOf(study, 'relu', rate) : [];
  },
  () => ({
    id: 'fig-separate-scales-shares',
    network: `a ReLU network settled at <i>η</i>′ = ${rate}`,
    directions: { random1: 'a random direction' },
  }),
);
