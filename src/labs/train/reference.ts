import { linearise } from '../../math/network.ts';
import { gaussianVector, random } from '../../math/random.ts';
import { plus } from '../../math/vector.ts';
import { warmEigenpairs } from '../../math/warm-lanczos.ts';
import type { TrainState, Start } from './settings.ts';

/** Losses before each step, and the sharpness at some of them, as far as training has come. */
export interface Record {
  readonly losses: readonly number[];
  readonly sharpness: readonly { readonly step: number; readonly value: number }[];
}

/** Whether a loss counts as diverged, against the first one. */
export const diverged = (loss: number, first: number): boolean => !(loss <= 1e6 * first);

/** Gradient descent in float64 by src/math: `steps` losses or those until it diverges, and the sharpness every so many of them. */
export function referenceRecord(
  { problem, parameters }: Start,
  { rate, seed }: Pick<TrainState, 'rate' | 'seed'>,
  { steps, every }: { readonly steps: number; readonly every: number },
): Record {
  const samples = {
    n: problem.n,
    x: Float64Array.from(problem.x),
    targets: Float64Array.from(problem.targets),
  };
  const losses: number[] = [];
  const sharpness: { step: number; value: number }[] = [];
  let theta = Float64Array.from(parameters);
  let vectors = [gaussianVector(theta.length, random(seed, 'sharpness'))];
  for (let step = 0; step < steps; step++) {
    const { loss, gradient, hessianVectorProduct } = linearise(problem.model, samples, theta);
    if (step % every === 0 && !diverged(loss, losses[0] ?? loss)) {
      const { eigenpairs: pairs } = warmEigenpairs(hessianVectorProduct, vectors, {
        count: 3,
        stop: { change: 1e-4 },
        maxProducts: 60,
        search: false,
      });
      vectors = pairs.map(({ vector }) => vector);
      sharpness.push({ step, value: pairs[0].value });
    }
    losses.push(loss);
    if (diverged(loss, losses[0])) break;
    theta = plus(theta, -rate, gradient) as Float64Array<ArrayBuffer>;
  }
  return { losses, sharpness };
}
