import type { Loss } from '../math/loss.ts';
import { topEigenpairs, type LanczosResult } from '../math/lanczos.ts';
import { gaussianVector, random } from '../math/random.ts';
import { unit } from '../math/vector.ts';

export const directionKinds = ['top eigenvector', 'bottom eigenvector', 'gradient', 'random'] as const;

/** A unit direction in parameter space, named as its tensor is. */
export interface Direction {
  readonly name: string;
  readonly kind: (typeof directionKinds)[number];
  readonly vector: Float64Array;
}

/** The top eigenvectors e1, e2, …, the gradient and random directions, all of unit norm. */
export function sliceDirections(
  { eigenpairs }: LanczosResult,
  gradient: Float64Array,
  seed: number,
  randomCount: number,
): Direction[] {
  const source = random(seed, 'random directions');
  const drawn = Array.from({ length: randomCount }, () => unit(gaussianVector(gradient.length, source)));
  return [
    ...eigenpairs.map(({ vector }, i): Direction => ({ name: `e${i + 1}`, kind: 'top eigenvector', vector })),
    { name: 'gradient', kind: 'gradient', vector: unit(gradient) },
    ...drawn.map((vector, i): Direction => ({ name: `random${i + 1}`, kind: 'random', vector })),
  ];
}

/** The largest eigenvalues of the Hessian of the loss at `parameters`, in float64. */
export function sharpestDirections(
  loss: Pick<Loss, 'hessian'>,
  parameters: Float64Array,
  options: {
    readonly count: number;
    readonly tolerance: number;
    readonly seed: number;
    readonly maxIterations: number;
  },
  progress: (share: number) => void,
): LanczosResult {
  const { count, tolerance, seed, maxIterations } = options;
  return topEigenpairs(loss.hessian(parameters), {
    count,
    tolerance,
    maxIterations,
    start: gaussianVector(parameters.length, random(seed, 'Lanczos start')),
    progress: (iteration, residual) =>
      progress(Math.max(iteration / maxIterations, Math.min(1, Math.log(residual) / Math.log(tolerance)))),
  });
}
