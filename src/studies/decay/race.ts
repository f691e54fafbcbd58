import type { TrainingLoss } from '../../engine/engine.ts';
import type { DecayPlan } from './event.ts';
import { raceWindow, type Race } from './schema.ts';
import { dropSteps } from './statistics.ts';

/** Means over `raceWindow` values from each place on. */
function runningMean(losses: Float64Array): number[] {
  let sum = losses.slice(0, raceWindow).reduce((total, loss) => total + loss, 0);
  return Array.from({ length: losses.length - raceWindow }, (_, i) => {
    const here = sum / raceWindow;
    sum += losses[i + raceWindow] - losses[i];
    return here;
  });
}

/** The first step after the drop from which on the control's mean loss is the lower one. */
export function overtaking(decayed: readonly number[], control: readonly number[]): number | null {
  const step = decayed.findIndex((loss, i) => i >= dropSteps && control[i] < loss);
  return step < 0 ? null : step;
}

/** The decayed and the undecayed run from one iterate, both in float32, over many steps. */
export async function race(
  loss: TrainingLoss,
  start: Float64Array,
  { name, learningRate, factor }: DecayPlan,
  steps: number,
): Promise<Race> {
  const from = Float32Array.from(start);
  const run = async (rate: number) =>
    runningMean((await loss.gradientDescent(from, { learningRate: rate, steps })).losses);
  const [decayed, control] = [await run(learningRate / factor), await run(learningRate)];
  const kept = decayed.flatMap((_, i) => (i % raceWindow === 0 ? [i] : []));
  return {
    name,
    steps: kept,
    decayed: kept.map((i) => decayed[i]),
    control: kept.map((i) => control[i]),
    overtaken: overtaking(decayed, control),
  };
}
