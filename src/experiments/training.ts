import { z } from 'zod';
import type { Engine, GradientDescentResult, Problem } from '../engine/engine.ts';
import { norm } from '../math/vector.ts';
import type { Checkpoint } from './experiment.ts';

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

/** Steps between two checkpoints. */
const chunk = 500;

/** Where a training has got to; enough to go on from bit by bit. */
interface Progress {
  readonly parameters: Float32Array;
  readonly losses: Float64Array;
  /** Losses before the step to a tenth of the learning rate; null while the first phase lasts. */
  readonly settledFrom: number | null;
  readonly status: GradientDescentResult['status'];
}

/** Up to `chunk` further steps. */
async function advance(
  engine: Engine,
  problem: Problem,
  { parameters, losses, settledFrom }: Progress,
  { learningRate, maxSteps, targetLoss, settleSteps }: z.output<typeof trainingParameters>,
): Promise<Progress> {
  const settling = settledFrom !== null;
  const left = settling ? settledFrom + settleSteps - losses.length : maxSteps - losses.length;
  const result = await engine.gradientDescent(problem, parameters, {
    learningRate: settling ? learningRate / 10 : learningRate,
    steps: Math.min(chunk, left),
    ...(!settling && targetLoss !== null && { stopBelow: targetLoss }),
    ...(losses.length > 0 && { initialLoss: losses[0] }),
  });
  const all = Float64Array.from([...losses, ...result.losses]);
  const ended = !settling && (result.status === 'reached' || all.length === maxSteps);
  return {
    parameters: result.parameters,
    losses: all,
    settledFrom: ended ? all.length : settledFrom,
    status: settling && result.status !== 'diverged' ? 'steps done' : result.status,
  };
}

/** Full-batch gradient descent to the target loss, then a while at a tenth of the learning rate. */
export async function train(
  engine: Engine,
  problem: Problem,
  start: Float32Array,
  parameters: z.output<typeof trainingParameters>,
  checkpoint: Checkpoint,
  progress: (share: number) => void,
): Promise<Trained> {
  const { learningRate, maxSteps, targetLoss, settleSteps } = parameters;
  let state: Progress = checkpoint.load<Progress>('training') ?? {
    parameters: start,
    losses: new Float64Array(0),
    settledFrom: null,
    status: 'steps done',
  };
  const unfinished = ({ status, losses, settledFrom }: Progress) =>
    status !== 'diverged' && (settledFrom === null || losses.length < settledFrom + settleSteps);
  while (unfinished(state)) {
    state = await advance(engine, problem, state, parameters);
    checkpoint.save('training', state);
    progress(state.losses.length / (maxSteps + settleSteps));
  }
  const { losses, status, settledFrom } = state;
  const final = Float64Array.from(state.parameters);
  const gradient = engine.gradient(problem, final);
  const finite = (value: number) => (Number.isFinite(value) ? value : null);
  const reached = targetLoss !== null && settledFrom !== null && losses[settledFrom - 1] < targetLoss;
  return {
    parameters: final,
    gradient,
    record: {
      status: status === 'diverged' ? 'diverged' : reached ? 'reached' : 'steps done',
      steps: losses.length,
      learningRates: [learningRate, learningRate / 10],
      loss: finite(engine.slice(problem, final, gradient, [0])[0]),
      gradientNorm: finite(norm(gradient)),
      parameterNorm: finite(norm(final)),
      curve: thinned(losses),
    },
  };
}
