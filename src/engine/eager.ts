import { simdProducts } from '../math/products/simd-products.ts';
import { checked } from './checked.ts';
import type { CompiledEngine } from './compiled.ts';
import { HessianPoints } from './hessian-points.ts';
import { GraphCache } from './problem-graphs.ts';
import { referenceEngine } from './reference.ts';
import type { Runtime } from './runtime.ts';

/** An engine that runs on any backend: float32 op by op, and float64 by a kernel of our own. */
export function eagerEngine({ backend }: Runtime): CompiledEngine {
  const reference = referenceEngine(simdProducts());
  const cache = new GraphCache({ eager: true });
  const points = new HessianPoints();
  return checked<CompiledEngine>({
    backend,
    gradientDescent: async (problem, start, options) => cache.of(problem).gradientDescent(start, options),
    ...reference,
    hessian: (problem, parameters, precision = 'float64') =>
      precision === 'float64'
        ? reference.hessian(problem, parameters)
        : points.product(() => cache.of(problem).hessian(precision), parameters),
    dispose() {
      points.dispose();
      cache.dispose();
    },
  });
}
