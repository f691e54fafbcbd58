import { z } from 'zod';
import type { TrainingLoss } from '../engine/engine.ts';
import type { NetworkModel } from '../math/network.ts';
import { gaussianVector, random } from '../math/random.ts';
import { warmEigenpairs, type WarmSearch } from '../math/warm-lanczos.ts';
import type { Checkpoint } from '../claims/experiment.ts';
import { searchStatusSchema } from './network-schemas.ts';

/**
 * Largest eigenvalues of the Hessian at the iterate after `step` steps, descending with their multiplicity: the sharpness,
 * and where all are `converged` the next ones.
 */
export const sharpnessPointSchema = z.strictObject({
  step: z.int(),
  values: z.array(z.number()),
  status: searchStatusSchema,
});

export type SharpnessPoint = z.output<typeof sharpnessPointSchema>;

/** Gradient descent with the sharpness measured every few steps; enough to go on from bit by bit. */
export interface EdgeDescent {
  readonly status: 'running' | 'diverged';
  readonly parameters: Float32Array;
  /** Parameters at the measurement before the last one. */
  readonly previous: Float32Array;
  /** Loss before each update. */
  readonly losses: Float64Array;
  readonly sharpness: readonly SharpnessPoint[];
  /** Top Ritz vectors of the last measurement, from which the next one starts. */
  readonly vectors: readonly Float64Array[];
}

export interface DescentPlan {
  readonly learningRate: number;
  /** Steps between two measurements; half as many over the first ten, where the sharpness moves fast. */
  readonly every: number;
  /** Measures `farFactor` times as rarely while the sharpness is far below the edge; as often as elsewhere by default. */
  readonly farFactor?: number;
  /** Whether the loss is a quadratic. */
  readonly quadratic?: boolean;
  /** Goes on while this holds. */
  readonly until: (descent: EdgeDescent) => boolean;
}

/** Ritz vectors that each measurement hands on to the next. */
const followed = 4;

/** A measurement on the way: it ends when five further products hardly change the sharpness. */
const onTheWay: WarmSearch = { count: followed, stop: { change: 4e-5 }, maxProducts: 100, search: false };

/** The last one, which looks for what those on the way may have missed. */
const atTheEnd: WarmSearch = { count: 1, stop: { residual: 1e-3 }, maxProducts: 300 };

/** Where the Hessian is the same everywhere its eigenvalues are known beforehand, to the last digit and their multiplicity. */
const inFull: WarmSearch = { count: followed, stop: { residual: 1e-9 }, maxProducts: 1000 };

/** Whether a network's loss is a quadratic. */
export const isQuadratic = ({ layers, loss }: NetworkModel) => layers.length === 2 && loss === 'mse';

export function startDescent(start: Float32Array, seed: number): EdgeDescent {
  return {
    status: 'running',
    parameters: start,
    previous: start,
    losses: new Float64Array(0),
    sharpness: [],
    vectors: [gaussianVector(start.length, random(seed, 'Lanczos start'))],
  };
}

function measured(
  loss: TrainingLoss,
  descent: EdgeDescent,
  { quadratic = false }: Pick<DescentPlan, 'quadratic'>,
  search: WarmSearch,
): EdgeDescent {
  const { eigenpairs: pairs, status } = warmEigenpairs(
    loss.hessian(Float64Array.from(descent.parameters), quadratic ? 'float64' : 'float32'),
    descent.vectors,
    quadratic ? inFull : search,
  );
  const values = pairs.map(({ value }) => value);
  return {
    ...descent,
    sharpness: [
      ...descent.sharpness,
      { step: descent.losses.length, values: status === 'converged' ? values : values.slice(0, 1), status },
    ],
    vectors: pairs.map(({ vector }) => vector),
  };
}

/** The last measurement again, with a search for missed eigenvalues. */
function verified(loss: TrainingLoss, descent: EdgeDescent, plan: DescentPlan): EdgeDescent {
  const { sharpness, vectors } = measured(loss, descent, plan, atTheEnd);
  // The first vector is this one's, the others those that were followed.
  return {
    ...descent,
    sharpness: [...descent.sharpness.slice(0, -1), sharpness.at(-1)!],
    vectors: [vectors[0], ...descent.vectors.slice(1)],
  };
}

/** Below this share of 2/η the edge is far. */
const farRatio = 0.7;

function stepsToNext(
  { losses, sharpness }: EdgeDescent,
  { learningRate, every, farFactor = 1 }: DescentPlan,
): number {
  if (losses.length < 5 * every) return every / 2;
  const far = (sharpness.at(-1)!.values[0] * learningRate) / 2 < farRatio;
  return far ? every * farFactor : every;
}

async function advanced(loss: TrainingLoss, descent: EdgeDescent, plan: DescentPlan): Promise<EdgeDescent> {
  const { learningRate } = plan;
  const { status, parameters, losses } = await loss.gradientDescent(descent.parameters, {
    learningRate,
    steps: stepsToNext(descent, plan),
    ...(descent.losses.length > 0 && { initialLoss: descent.losses[0] }),
  });
  // The last update may overflow after a loss that is still a number.
  const lost = status === 'diverged' || !parameters.every(Number.isFinite);
  return {
    ...descent,
    status: lost ? 'diverged' : 'running',
    parameters,
    previous: descent.parameters,
    losses: Float64Array.from([...descent.losses, ...losses]),
  };
}

/** Measurements between two checkpoints. */
const checkpointEvery = 20;

/** Goes on with a descent until its plan is done or it diverges; kept under `name` on the way. */
export async function descend(
  loss: TrainingLoss,
  start: EdgeDescent,
  plan: DescentPlan,
  checkpoint: Checkpoint,
  name: string,
): Promise<EdgeDescent> {
  let descent = checkpoint.load<EdgeDescent>(name) ?? measured(loss, start, plan, onTheWay);
  while (descent.status === 'running' && !plan.until(descent)) {
    descent = await advanced(loss, descent, plan);
    if (descent.status === 'running') descent = measured(loss, descent, plan, onTheWay);
    if (descent.sharpness.length % checkpointEvery === 0) checkpoint.save(name, descent);
  }
  if (descent.status === 'running' && descent.sharpness.at(-1)!.status === 'unsearched')
    descent = verified(loss, descent, plan);
  checkpoint.save(name, descent);
  return descent;
}

/** The first measured step at which the sharpness has reached 2/η; null where it never does. */
export const crossingStep = (sharpness: readonly SharpnessPoint[], learningRate: number): number | null =>
  sharpness.find(({ values }) => values[0] >= 2 / learningRate)?.step ?? null;
