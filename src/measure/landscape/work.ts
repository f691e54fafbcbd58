import type { Loss } from '../../math/loss.ts';
import type { MeasureOptions } from './options.ts';
import { stagesOf } from './plan.ts';

/** Hessian-vector products, counted. */
export class Products {
  spent = 0;
  readonly #loss: Loss;

  constructor(loss: Loss) {
    this.#loss = loss;
  }

  at: Loss['hessian'] = (point, precision) => {
    const product = this.#loss.hessian(point, precision);
    return (v) => {
      this.spent++;
      return product(v);
    };
  };
}

/** Says how far the work is, by the cost of its stages, and lets others run in between. */
export function reporter(loss: Loss, options: MeasureOptions, products: Products) {
  const stages = stagesOf(loss, options);
  // A product costs about as much as four losses.
  const costs = stages.map((stage) => stage.products + stage.losses / 4);
  const total = costs.reduce((sum, cost) => sum + cost, 0);
  return (name: string, within = 0) => {
    const at = stages.findIndex((stage) => stage.name === name);
    const before = costs.slice(0, Math.max(at, 0)).reduce((sum, cost) => sum + cost, 0);
    const share = (before + (at < 0 ? 0 : within * costs[at])) / total;
    options.progress?.({ share, doing: name, products: products.spent });
    return new Promise<void>((resolve) => setTimeout(resolve, 0));
  };
}
