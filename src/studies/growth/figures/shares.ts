import { sharesOf } from '../../../figures/shares-figure.ts';
import { growthStudy } from '../selections.ts';

/** Who makes the rise around the first tanh network. */
export const figure = sharesOf(
  (results) => growthStudy(results)?.tanh ?? [],
  () => ({
    id: 'fig-subquadratic-growth-shares',
    network: 'a tanh network',
    directions: { e1: 'the sharpest direction', random1: 'a random direction' },
  }),
);
