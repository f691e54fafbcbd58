import type { TrainingLoss } from '../../engine/engine.ts';
import { gaussianVector, random } from '../../math/random.ts';
import { dot } from '../../math/vector.ts';
import type { Eigenpair } from '../../math/eigenpair.ts';
import { warmEigenpairs } from '../../math/warm-lanczos.ts';
import { windowOf } from '../../measure/oscillation-window.ts';
import { energyCounts, type DecayEvent } from './schema.ts';

/** Steps recorded before a decay, and after it. */
export const lead = 40;
const follow = 80;

export interface MeasuredDecay {
  readonly event: DecayEvent;
  /** θ at the decay. */
  readonly start: Float64Array;
  readonly centre: Float64Array;
  readonly oscillation: Float64Array;
  readonly pairs: readonly Eigenpair[];
}

export interface DecayPlan {
  readonly name: string;
  /** Step of the decay. */
  readonly step: number;
  readonly learningRate: number;
  readonly factor: number;
}

/** ½[L(c + sδ) + L(c − sδ)] − L(c) at s = factor. */
function risen(loss: TrainingLoss, centre: Float64Array, delta: Float64Array, factor: number): number {
  const [back, at, forth] = loss.slice(centre, delta, [-factor, 0, factor]);
  return (back + forth) / 2 - at;
}

/** A decay from the iterate `lead` steps after `from`, with the undecayed control from the same iterate, in float64. */
export function measureDecay(
  loss: TrainingLoss,
  from: Float32Array,
  { name, step, learningRate, factor }: DecayPlan,
  seed: number,
): MeasuredDecay {
  const undecayed = loss.trajectory(Float64Array.from(from), {
    learningRate,
    steps: lead + follow + 1,
  });
  const window = windowOf([Float64Array.from(from), ...undecayed.iterates], undecayed.losses);
  const start = window.iterates[lead];
  const decayed = loss.trajectory(start, {
    learningRate: learningRate / factor,
    steps: follow + 1,
  });
  const [centre, oscillation] = [window.centre(lead), window.oscillation(lead)];

  const { eigenpairs: pairs } = warmEigenpairs(
    loss.hessian(centre, 'float32'),
    [gaussianVector(centre.length, random(seed, 'Lanczos start'))],
    {
      count: energyCounts.at(-1)!,
      stop: { residual: 1e-3 },
      maxProducts: 400,
    },
  );
  const quadratic = 0.5 * dot(oscillation, loss.hessian(centre)(oscillation));
  const parts = pairs.map(({ value, vector }) => (0.5 * value * dot(vector, oscillation) ** 2) / quadratic);
  const losses = undecayed.losses;
  return {
    event: {
      name,
      step,
      learningRate,
      factor,
      ratio: (pairs[0].value * learningRate) / 2,
      before: Array.from(losses.slice(0, lead + 1)),
      control: Array.from(losses.slice(lead + 1, lead + follow + 1)),
      decayed: Array.from(decayed.losses.slice(1, follow + 1)),
      energy: {
        iterates: (losses[lead - 1] + 2 * losses[lead] + losses[lead + 1]) / 4,
        centre: loss.slice(centre, oscillation, [0])[0],
        quadratic: quadratic / risen(loss, centre, oscillation, 1),
        quadraticAtTenth: quadratic / 100 / risen(loss, centre, oscillation, 0.1),
        shares: energyCounts.map((count) => parts.slice(0, count).reduce((sum, part) => sum + part, 0)),
        converged: pairs.filter((pair) => pair.converged).length,
      },
    },
    start,
    centre,
    oscillation,
    pairs,
  };
}
