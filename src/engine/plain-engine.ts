import { simdProducts } from '../math/products/simd-products.ts';
import { checkedLoss } from './checked.ts';
import type { Engine } from './engine.ts';
import { OwnProblems } from './own-problems.ts';
import { plainLoss } from './plain-loss.ts';
import type { Runtime } from './runtime.ts';

/** An engine for where there are no graphs: in float64 on matrix products of our own, for the networks that these know. */
export function plainEngine({ backend }: Pick<Runtime, 'backend'>): Engine {
  const products = simdProducts();
  const own = new OwnProblems((problem) => checkedLoss(plainLoss(problem, products)));
  return { backend, loss: (problem) => own.of(problem) };
}
