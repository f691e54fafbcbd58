import * as tf from '@tensorflow/tfjs';
import { stagesOf } from '../math/network-model.ts';
import type { Feed } from './compile/feeds.ts';
import { compileLoop, type CompiledLoop } from './compile/loop.ts';
import type {
  GradientDescentOptions,
  GradientDescentResult,
  LearningRateSchedule,
  Problem,
} from './engine.ts';
import { lossAndGradient, type TensorProblem } from './network/passes.ts';
import { openSamples } from './network/samples.ts';
import { layersOfList, listLayers } from './network/tensor-layers.ts';

/** A loss this many times the first one is taken as divergence. */
export const divergenceFactor = 1e6;

/** Full-batch gradient descent in float32 on one problem; holds graphs until it is disposed of. */
export interface Descent {
  run(start: Float32Array, options: GradientDescentOptions): GradientDescentResult;
  dispose(): void;
}

type Loop = CompiledLoop<'float32'>;

/** Gradient descent as a loop of `steps` steps: from W0, b0, … to the next ones, with the loss before each update. */
export function descentLoop(problem: TensorProblem, steps: number, eager: boolean): Loop {
  const specs = problem.stages.flatMap(({ fanIn, outputs }) => [
    { shape: [fanIn, outputs] },
    { shape: [outputs] },
  ]);
  const step = (parameters: tf.Tensor[], [learningRate]: tf.Tensor[]) => {
    const rate = tf.div(learningRate, tf.scalar(problem.n));
    // The learning rate goes in where the gradient is smallest, at the outputs.
    const { loss, gradient } = lossAndGradient(problem, layersOfList(parameters), (residual) =>
      tf.mul(residual, rate),
    );
    const updates = listLayers(gradient);
    return { carry: parameters.map((parameter, i) => tf.sub(parameter, updates[i])), results: [loss] };
  };
  const name = 'gradient descent';
  return compileLoop(step, { carry: specs, each: [{ shape: [] }] }, steps, { name, eager });
}

/** Parameters on their way through the loops. */
type Parameters = readonly (Float32Array | tf.Tensor)[];

function release(parameters: Parameters): void {
  for (const parameter of parameters) if (parameter instanceof tf.Tensor) parameter.dispose();
}

/** As many steps as the loop has, of which the first is number `first`. */
function advance(
  loop: Loop,
  carry: Parameters,
  rate: LearningRateSchedule,
  first: number,
): { carry: Parameters; losses: number[] } {
  const rates = Float32Array.from({ length: loop.steps }, (_, i) => rate(first + i));
  const next = loop({ carry: carry as Feed[], each: [rates] });
  const losses = Array.from(next.results[0].dataSync());
  next.results[0].dispose();
  return { carry: next.carry, losses };
}

/** As `advance`, for `count` steps one by one. */
function repeat(
  single: Loop,
  start: Parameters,
  rate: LearningRateSchedule,
  first: number,
  count: number,
): Parameters {
  let current = start;
  for (let i = 0; i < count; i++) {
    const { carry } = advance(single, current, rate, first + i);
    if (current !== start) release(current);
    current = carry;
  }
  return current;
}

function toFlat(parameters: Parameters): Float32Array {
  const parts = parameters.map((one) => (one instanceof tf.Tensor ? one.dataSync<'float32'>() : one));
  const flat = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  parts.reduce((offset, part) => (flat.set(part, offset), offset + part.length), 0);
  return flat;
}

/**
 * Compiles gradient descent for one problem: `stepsPerCall` steps at a time, and single ones for what is left. Both
 * compute the same bits, so that a run does not depend on how it is cut into calls.
 */
export function descent(
  problem: Problem,
  { stepsPerCall, eager = false }: { readonly stepsPerCall: number; readonly eager?: boolean },
): Descent {
  // An eager loop needs them at each step; graphs share their memory.
  const { samples, dispose } = openSamples(problem);
  const loops: Loop[] = [];
  const loopOf = (steps: number): Loop => {
    const known = loops.find((loop) => loop.steps === steps);
    if (known) return known;
    const made = descentLoop(samples, steps, eager);
    loops.push(made);
    return made;
  };
  const sizes = stagesOf(problem.model).flatMap(({ fanIn, outputs }) => [fanIn * outputs, outputs]);

  const run: Descent['run'] = (start, { learningRate, steps, stopBelow = -Infinity, initialLoss }) => {
    let offset = 0;
    let current: Parameters = sizes.map((size) => start.subarray(offset, (offset += size)));
    const losses: number[] = [];
    const finish = (status: GradientDescentResult['status']): GradientDescentResult => {
      const parameters = toFlat(current);
      release(current);
      return { status, parameters, losses: Float64Array.from(losses) };
    };
    const rate = typeof learningRate === 'number' ? () => learningRate : learningRate;
    while (losses.length < steps) {
      const first = losses.length;
      const size = steps - first >= stepsPerCall ? stepsPerCall : 1;
      const next = advance(loopOf(size), current, rate, first);
      const limit = divergenceFactor * (initialLoss ?? losses[0] ?? next.losses[0]);
      const diverged = (loss: number) => !(loss <= limit);
      const stop = next.losses.findIndex((loss) => diverged(loss) || loss < stopBelow);
      losses.push(...(stop < 0 ? next.losses : next.losses.slice(0, stop + 1)));
      const previous = current;
      if (stop < 0) {
        current = next.carry;
        release(previous);
        continue;
      }
      const status = diverged(next.losses[stop]) ? 'diverged' : 'reached';
      release(next.carry);
      // The parameters after the step that reached the loss, or before the one that diverged.
      current = repeat(loopOf(1), previous, rate, first, status === 'reached' ? stop + 1 : stop);
      if (current !== previous) release(previous);
      return finish(status);
    }
    return finish('steps done');
  };
  return {
    run,
    dispose() {
      loops.splice(0).forEach((loop) => loop.dispose());
      dispose();
    },
  };
}
