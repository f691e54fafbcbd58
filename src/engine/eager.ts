import { descent } from './descent.ts';
import type { Engine } from './engine.ts';
import { HessianPoints } from './hessian-points.ts';
import { GraphCache } from './problem-graphs.ts';
import { simdProducts } from '../math/products/simd-products.ts';
import { referenceEngine } from './reference.ts';
import type { Runtime } from './runtime.ts';

/** An engine that runs on any backend: float32 op by op, and float64 by a kernel of our own. */
export function eagerEngine({ backend }: Runtime): Engine {
  const reference = referenceEngine(simdProducts());
  const cache = new GraphCache();
  const points = new HessianPoints();
  return {
    backend,
    gradientDescent: async (problem, start, options) => {
      const eager = descent(problem, { stepsPerCall: 1, eager: true });
      try {
        return eager.run(start, options);
      } finally {
        eager.dispose();
      }
    },
    ...reference,
    hessian: (problem, parameters, precision = 'float64') =>
      precision === 'float64'
        ? reference.hessian(problem, parameters)
        : points.product(cache.of(problem).hessian(precision), parameters),
  };
}
