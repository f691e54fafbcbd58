import { descent } from './descent.ts';
import type { Engine } from './engine.ts';
import { reference } from './reference.ts';
import type { Runtime } from './runtime.ts';

/** An engine that runs on any backend: float32 op by op, and float64 in plain TypeScript. */
export function eagerEngine({ backend }: Runtime): Engine {
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
  };
}
