import * as tf from '@tensorflow/tfjs';
import type { Precision } from '../../math/loss.ts';
import type { Feed } from '../compile/feeds.ts';
import { Float64Tensor } from '../compile/float64-tensor.ts';
import type { CompiledLoop } from '../compile/loop.ts';
import { divergenceFactor, type GradientDescentResult } from '../engine.ts';

/** Training steps as graphs, of any number of steps, whose first result is the loss before each update. */
export interface StepLoops {
  /** How many steps are worth a call. */
  readonly stepsPerCall: number;
  loop(steps: number): CompiledLoop<Precision>;
  /** What is another in each step, for so many steps from the first one on. */
  each(first: number, steps: number): readonly Feed[];
  /** What stays the same. */
  readonly shared: readonly Feed[];
}

/** How far to go. */
export interface StepLimits {
  readonly steps: number;
  /** Stops after the first step whose loss before the update is below this. */
  readonly stopBelow?: number | undefined;
  /** Loss at the very start; divergence is judged against it. */
  readonly initialLoss?: number | undefined;
}

/** What goes from step to step, on its way through the loops. */
type Carry = readonly Feed[];

/** Where training has got to; the numbers of the carry in its own order. */
export interface Steps {
  readonly status: GradientDescentResult['status'];
  readonly carry: readonly (Float32Array | Float64Array)[];
  /** Loss before each update. */
  readonly losses: Float64Array;
}

const isHeld = (feed: Feed): feed is tf.Tensor | Float64Tensor =>
  feed instanceof tf.Tensor || feed instanceof Float64Tensor;

function release(carry: Carry): void {
  for (const feed of carry) if (isHeld(feed)) feed.dispose();
}

function numbers(feed: Feed): Float32Array | Float64Array {
  if (feed instanceof Float64Tensor) return feed.data();
  return (isHeld(feed) ? feed.dataSync<'float32'>() : feed) as Float32Array;
}

/** As many steps as the loop has, of which the first is number `first`. */
function advance(
  loops: StepLoops,
  size: number,
  carry: Carry,
  first: number,
): { carry: Carry; losses: number[] } {
  const next = loops.loop(size)({ carry, each: loops.each(first, size), shared: loops.shared });
  const [losses] = next.results.map((tensor) => Array.from(numbers(tensor)));
  release(next.results);
  return { carry: next.carry, losses };
}

/** `count` steps one by one. */
function repeat(loops: StepLoops, start: Carry, first: number, count: number): Carry {
  let current = start;
  for (let i = 0; i < count; i++) {
    const { carry } = advance(loops, 1, current, first + i);
    if (current !== start) release(current);
    current = carry;
  }
  return current;
}

/**
 * Steps of training on one problem: `stepsPerCall` at a time, and single ones for what is left. Both compute the same bits,
 * so that a run does not depend on how it is cut into calls. Where it diverges, it ends before the step whose loss was too
 * large.
 */
export function runSteps(
  loops: StepLoops,
  start: Carry,
  { steps, stopBelow = -Infinity, initialLoss }: StepLimits,
): Steps {
  let current = start;
  const losses: number[] = [];
  const finish = (status: Steps['status']): Steps => {
    const carry = current.map(numbers);
    if (current !== start) release(current);
    return { status, carry, losses: Float64Array.from(losses) };
  };
  while (losses.length < steps) {
    const first = losses.length;
    const size = steps - first >= loops.stepsPerCall ? loops.stepsPerCall : 1;
    const next = advance(loops, size, current, first);
    const limit = divergenceFactor * (initialLoss ?? losses[0] ?? next.losses[0]);
    const diverged = (loss: number) => !(loss <= limit);
    const stop = next.losses.findIndex((loss) => diverged(loss) || loss < stopBelow);
    losses.push(...(stop < 0 ? next.losses : next.losses.slice(0, stop + 1)));
    const previous = current;
    if (stop < 0) {
      current = next.carry;
      if (previous !== start) release(previous);
      continue;
    }
    const status = diverged(next.losses[stop]) ? 'diverged' : 'reached';
    release(next.carry);
    // The parameters after the step that reached the loss, or before the one that diverged.
    current = repeat(loops, previous, first, status === 'reached' ? stop + 1 : stop);
    if (current !== previous && previous !== start) release(previous);
    return finish(status);
  }
  return finish('steps done');
}
