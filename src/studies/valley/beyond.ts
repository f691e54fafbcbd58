import { edgeAmplitude } from '../../math/period-two.ts';
import { quadratic, type OneDimensionalLoss } from '../../math/one-dimensional.ts';
import type { Random } from '../../math/random.ts';
import { boundedBelowValley, linearValley, runValley } from '../../math/valley.ts';
import { between } from './record.ts';
import type { Catapult, Floor, Underflow, ValleyParameters } from './schema.ts';
import { sections, subquadratic } from './sections.ts';

/** Valleys whose floor is nowhere flatter than the edge: Λ = λ + y²/2. */
export function floors({ learningRate, steps, runs }: ValleyParameters, source: Random): Floor[] {
  const edge = 2 / learningRate;
  const ratios = [1.25, ...Array.from({ length: runs }, () => between(1.05, 1.8, source))];
  return (['subquadratic', 'quadratic', 'quartic'] as const).flatMap((name) =>
    ratios.map((ratio) => {
      const section: OneDimensionalLoss = sections[name];
      const run = runValley(boundedBelowValley(section, ratio * edge), learningRate, 0.5, { steps, y: 1 });
      return {
        section: name,
        ratio,
        status: run.status,
        steps: run.steps,
        amplitude: run.status === 'bounded' ? Math.abs(run.path[run.path.length - 1].x) : null,
        predictedAmplitude: edgeAmplitude(section, 2 * ratio),
      };
    }),
  );
}

/** Quadratic valleys with flat minima that begin beyond the edge. */
export function catapults({ learningRate, steps, runs }: ValleyParameters, source: Random): Catapult[] {
  const edge = 2 / learningRate;
  return Array.from({ length: 4 * runs }, () => between(1.01, 2, source))
    .sort((a, b) => a - b)
    .map((ratio) => {
      const k = between(0.3, 1, source);
      const run = runValley(linearValley(quadratic, ratio * edge, k), learningRate, 1e-3, { steps });
      const bounded = run.status === 'bounded';
      return {
        ratio,
        status: run.status,
        final: bounded ? run.path[run.path.length - 1].sharpness / edge : null,
      };
    });
}

/** What arithmetic does to a tilted valley where nothing kicks x: no two-cycle, and a sharpness without bound. */
export function underflow({ learningRate, steps }: ValleyParameters): Underflow {
  const edge = 2 / learningRate;
  const start = 0.5;
  const run = runValley(linearValley(subquadratic, start * edge, 1, 0.02), learningRate, 0.1, {
    steps,
    every: steps,
  });
  const end = run.path[run.path.length - 1];
  return { start, final: end.sharpness / edge, x: end.x };
}
