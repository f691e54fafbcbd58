import * as tf from '@tensorflow/tfjs';
import type { Part } from '../../math/loss.ts';
import type { Feed } from '../compile/feeds.ts';
import type { CompiledLoop } from '../compile/loop.ts';
import {
  divergenceFactor,
  type GradientDescentOptions,
  type GradientDescentResult,
  type LearningRateSchedule,
} from '../engine.ts';

/** Steps on the samples of one problem. */
interface Loop {
  readonly loop: CompiledLoop<'float32'>;
  readonly samples: readonly Feed[];
}

/** Parameters on their way through the loops. */
type Parameters = readonly (Float32Array | tf.Tensor)[];

function release(parameters: Parameters): void {
  for (const parameter of parameters) if (parameter instanceof tf.Tensor) parameter.dispose();
}

/** As many steps as the loop has, of which the first is number `first`. */
function advance(
  { loop, samples }: Loop,
  carry: Parameters,
  rate: LearningRateSchedule,
  first: number,
): { carry: Parameters; losses: number[] } {
  const rates = Float32Array.from({ length: loop.steps }, (_, i) => rate(first + i));
  const next = loop({ carry: carry as Feed[], each: [rates], shared: samples });
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

/** Loops of any number of steps, and how many are worth a call. */
export interface DescentLoops {
  readonly parts: readonly Part[];
  readonly stepsPerCall: number;
  descentLoop(steps: number): CompiledLoop<'float32'>;
}

/**
 * Full-batch gradient descent in float32 on one problem: `stepsPerCall` steps at a time, and single ones for what is
 * left. Both compute the same bits, so that a run does not depend on how it is cut into calls.
 */
export function gradientDescent(
  loops: DescentLoops,
  samples: readonly Feed[],
  start: Float32Array,
  { learningRate, steps, stopBelow = -Infinity, initialLoss }: GradientDescentOptions,
): GradientDescentResult {
  const { parts, stepsPerCall } = loops;
  const loopOf = (count: number): Loop => ({ loop: loops.descentLoop(count), samples });
  let current: Parameters = parts.map(({ offset, size }) => start.subarray(offset, offset + size));
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
}
