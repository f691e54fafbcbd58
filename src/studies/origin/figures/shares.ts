import { sharesOf } from '../../../figures/shares-figure.ts';
import { imagesOf } from '../../../measure/image-words.ts';
import { networkRuns, networksOf } from '../selections.ts';

/** Who makes the rise around the first tanh network with the most uneven data. */
export const figure = sharesOf(
  (results) => networksOf(networkRuns(results), 'tanh4', 'tenth-times-8'),
  (run) => ({
    id: 'fig-origin-shares',
    network: `a tanh network trained on ${imagesOf([run]).noun} of which a tenth are 8 times larger`,
    directions: { e1: 'the sharpest direction', random1: 'a random direction' },
  }),
);
