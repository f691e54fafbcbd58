import { z } from 'zod';
import type { GradientDescentResult, TrainingLoss } from '../engine/engine.ts';
import { norm } from '../math/vector.ts';
import type { Checkpoint } from '../claims/experiment.ts';

export const trainingParameters = z.strictObject({
  learningRate: z.number().positive(),
  maxSteps: z.int().positive(),
  /** Training stops below this loss; null trains for all steps. */
  targetLoss: z.number().positive().nullable(),
  /** Steps that follow at a smaller learning rate. */
  settleSteps: z.int().nonnegative(),
  /** A tenth of the learning rate unless given. */
  settleLearningRate: z.number().positive().optional(),
});

export type TrainingParameters = z.output<typeof trainingParameters>;

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
  /** Where the large learning rate ended; null where it did not come to its end. */
  readonly settledFrom: Float64Array | null;
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
  /** Where and after how many losses the smaller learning rate began; null before it. */
  readonly settling: { readonly from: number; readonly parameters: Float32Array } | null;
  readonly status: GradientDescentResult['status'];
}

/** Up to `chunk` further steps. */
async function advance(
  loss: TrainingLoss,
  { parameters, losses, settling }: Progress,
  { learningRate, maxSteps, targetLoss, settleSteps, settleLearningRate }: TrainingParameters,
): Promise<Progress> {
  const left = settling ? settling.from + settleSteps - losses.length : maxSteps - losses.length;
  const result = await loss.gradientDescent(parameters, {
    learningRate: settling ? (settleLearningRate ?? learningRate / 10) : learningRate,
    steps: Math.min(chunk, left),
    ...(!settling && targetLoss !== null && { stopBelow: targetLoss }),
    ...(losses.length > 0 && { initialLoss: losses[0] }),
  });
  const all = Float64Array.from([...losses, ...result.losses]);
  const ended = !settling && (result.status === 'reached' || all.length === maxSteps);
  return {
    parameters: result.parameters,
    losses: all,
    settling: ended ? { from: all.length, parameters: result.parameters } : settling,
    status: settling && result.status !== 'diverged' ? 'steps done' : result.status,
  };
}

/** Full-batch gradient descent to the target loss, then a while at a tenth of the learning rate. */
export async function train(
  loss: TrainingLoss,
  start: Float32Array,
  parameters: TrainingParameters,
  checkpoint: Checkpoint,
  progress: (share: number) => void,
): Promise<Trained> {
  const { learningRate, maxSteps, targetLoss, settleSteps, settleLearningRate } = parameters;
  let state: Progress = checkpoint.load<Progress>('training') ?? {
    parameters: start,
    losses: new Float64Array(0),
    settling: null,
    status: 'steps done',
  };
  const unfinished = ({ status, losses, settling }: Progress) =>
    status !== 'diverged' && (settling === null || losses.length < settling.from + settleSteps);
  while (unfinished(state)) {
    state = await advance(loss, state, parameters);
    checkpoint.save('training', state);
    progress(state.losses.length / (maxSteps + settleSteps));
  }
  const { losses, status, settling } = state;
  const final = Float64Array.from(state.parameters);
  const gradient = loss.valueAndGradient(final).gradient;
  const finite = (value: number) => (Number.isFinite(value) ? value : null);
  const reached = targetLoss !== null && settling !== null && losses[settling.from - 1] < targetLoss;
  return {
    parameters: final,
    settledFrom: settling && Float64Array.from(settling.parameters),
    gradient,
    record: {
      status: status === 'diverged' ? 'diverged' : reached ? 'reached' : 'steps done',
      steps: losses.length,
      learningRates: [learningRate, settleLearningRate ?? learningRate / 10],
      loss: finite(loss.slice(final, gradient, [0])[0]),
      gradientNorm: finite(norm(gradient)),
      parameterNorm: finite(norm(final)),
      curve: thinned(losses),
    },
  };
}
