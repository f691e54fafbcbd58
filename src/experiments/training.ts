import { z } from 'zod';
import type { Engine, GradientDescentResult, Problem } from '../engine/engine.ts';
import { norm } from '../math/vector.ts';

export const trainingParameters = z.strictObject({
  learningRate: z.number().positive(),
  maxSteps: z.int().positive(),
  /** Training stops below this loss; null trains for all steps. */
  targetLoss: z.number().positive().nullable(),
  /** Steps that follow at a tenth of the learning rate. */
  settleSteps: z.int().nonnegative(),
});

export const trainingSchema = z.strictObject({
  status: z.enum(['reached', 'steps done', 'diverged']),
  steps: z.int(),
  learningRates: z.array(z.number()),
  /** Loss and Euclidean norm of its gradient at the last iterate, in float64. */
  loss: z.number().nullable(),
  gradientNorm: z.number().nullable(),
  parameterNorm: z.number().nullable(),
  /** Training loss in float32 every few steps, ascending. */
  curve: z.array(z.strictObject({ step: z.int(), loss: z.number() })),
});

export interface Trained {
  readonly parameters: Float64Array;
  readonly gradient: Float64Array;
  readonly record: z.output<typeof trainingSchema>;
}

const curvePoints = 200;

/** At most about `curvePoints` of the losses, evenly spaced, with the last one. */
function thinned(losses: ArrayLike<number>): { step: number; loss: number }[] {
  const stride = Math.max(1, Math.ceil(losses.length / curvePoints));
  return Array.from(losses, (loss, step) => ({ step, loss })).filter(
    ({ step, loss }) => Number.isFinite(loss) && (step % stride === 0 || step === losses.length - 1),
  );
}

/** Full-batch gradient descent to the target loss, then a while at a tenth of the learning rate. */
export async function train(
  engine: Engine,
  problem: Problem,
  start: Float32Array,
  parameters: z.output<typeof trainingParameters>,
  progress: (share: number) => void,
): Promise<Trained> {
  const { learningRate, maxSteps, targetLoss, settleSteps } = parameters;
  const total = maxSteps + settleSteps;
  const first = await engine.gradientDescent(problem, start, {
    learningRate,
    steps: maxSteps,
    ...(targetLoss !== null && { stopBelow: targetLoss }),
    progress: (step) => progress(step / total),
  });
  const second: GradientDescentResult =
    first.status === 'diverged' || settleSteps === 0
      ? { ...first, losses: new Float64Array(0) }
      : await engine.gradientDescent(problem, first.parameters, {
          learningRate: learningRate / 10,
          steps: settleSteps,
          progress: (step) => progress((maxSteps + step) / total),
        });
  const losses = [...first.losses, ...second.losses];
  const final = Float64Array.from(second.parameters);
  const diverged = first.status === 'diverged' || second.status === 'diverged';
  const gradient = engine.gradient(problem, final);
  const finite = (value: number) => (Number.isFinite(value) ? value : null);
  return {
    parameters: final,
    gradient,
    record: {
      status: diverged ? 'diverged' : first.status,
      steps: losses.length,
      learningRates: [learningRate, learningRate / 10],
      loss: finite(engine.slice(problem, final, gradient, [0])[0]),
      gradientNorm: finite(norm(gradient)),
      parameterNorm: finite(norm(final)),
      curve: thinned(losses),
    },
  };
}
