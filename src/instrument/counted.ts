import type { Loss } from '../math/loss.ts';

/** Hessian-vector products so far. */
export interface Tally {
  products: number;
}

/** The same loss, whose products are added to a tally. */
export const counted = (loss: Loss, tally: Tally): Loss => ({
  ...{ parts: loss.parts, size: loss.size, samples: loss.samples },
  value: (point) => loss.value(point),
  valueAndGradient: (point) => loss.valueAndGradient(point),
  hessian(point, precision) {
    const product = loss.hessian(point, precision);
    return (v) => {
      tally.products++;
      return product(v);
    };
  },
  slice: (centre, direction, t) => loss.slice(centre, direction, t),
  slopes: (centre, direction, t) => loss.slopes(centre, direction, t),
  examples: (centre, direction, t) => loss.examples(centre, direction, t),
});
