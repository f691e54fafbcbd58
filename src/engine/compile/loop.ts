import * as tf from '@tensorflow/tfjs';
import type { CompileOptions, Held } from './compile.ts';
import { eagerFunction } from './eager-function.ts';
import type { Feed } from './feeds.ts';
import { graphFunction, type Computed, type TensorFunction } from './graph-function.ts';
import { graphBackend } from './runner.ts';
import type { Precision, TensorSpec } from './signature.ts';
import { unroll } from './unroll.ts';

/** Inputs of one step of a loop. */
interface LoopSignature {
  /** What a step hands to the next one. */
  readonly carry: readonly TensorSpec[];
  /** What is another in each step, such as the learning rate; the loop takes all steps' values, stacked. */
  readonly each?: readonly TensorSpec[];
  /** What stays the same. */
  readonly shared?: readonly TensorSpec[];
}

/** One step: from carry, the step's own inputs and the shared ones to the next carry and the step's results. */
type LoopStep = (
  carry: tf.Tensor[],
  each: tf.Tensor[],
  shared: tf.Tensor[],
) => { readonly carry: readonly tf.Tensor[]; readonly results: readonly tf.Tensor[] };

/** A loop of a fixed number of steps that runs as one graph. */
export interface CompiledLoop<P extends Precision> extends Held {
  /** The carry after the last step, and each result of all steps, stacked along a new first axis. */
  (inputs: {
    readonly carry: readonly Feed[];
    readonly each?: readonly Feed[];
    readonly shared?: readonly Feed[];
  }): { readonly carry: Computed<P>[]; readonly results: Computed<P>[] };
  readonly steps: number;
}

interface Loop extends Required<LoopSignature> {
  readonly name: string;
  readonly step: LoopStep;
  readonly steps: number;
  readonly precision: Precision;
}

/** The step as a function of a plain list of tensors: carry, each, shared. */
function flatStep({ name, step, carry, each }: Loop): (...all: tf.Tensor[]) => tf.Tensor[] {
  return (...all) => {
    const [own, shared] = [carry.length, carry.length + each.length];
    const next = step(all.slice(0, own), all.slice(own, shared), all.slice(shared));
    const [before, after] = [carry, next.carry].map((list) =>
      list.map(({ shape }) => `[${shape.join(', ')}]`),
    );
    if (before.join() !== after.join())
      throw new Error(`a step of ${name} must carry on ${before.join(', ')}, not ${after.join(', ')}`);
    return [...next.carry, ...next.results];
  };
}

/** The signature of the whole loop. */
function loopSpecs({ carry, each, shared, steps }: Loop): TensorSpec[] {
  const stacked = each.map((spec) => ({ ...spec, shape: [steps, ...spec.shape] }));
  return [...carry, ...stacked, ...shared];
}

function graphLoop(loop: Loop): TensorFunction<Precision> {
  const { name, carry, each, shared, steps, precision } = loop;
  const backend = graphBackend();
  const step = backend.trace(name, flatStep(loop), [...carry, ...each, ...shared], precision);
  const graph = { name, ...unroll(step, { carry: carry.length, each: each.length, steps }) };
  return graphFunction(backend, graph, loopSpecs(loop), precision);
}

function eagerLoop(loop: Loop): TensorFunction<'float32'> {
  const { name, carry, each, steps, precision } = loop;
  const step = flatStep(loop);
  const whole = (...all: tf.Tensor[]): tf.Tensor[] => {
    const [own, shared] = [carry.length, carry.length + each.length];
    const rows = all.slice(own, shared).map((values) => tf.unstack(values));
    let state = all.slice(0, own);
    const results: tf.Tensor[][] = [];
    for (let i = 0; i < steps; i++) {
      const given = step(...state, ...rows.map((row) => row[i]), ...all.slice(shared));
      state = given.slice(0, own);
      results.push(given.slice(own));
    }
    return [...state, ...results[0].map((_, i) => tf.stack(results.map((row) => row[i])))];
  };
  return eagerFunction(whole, loopSpecs(loop), precision, name);
}

/**
 * Compiles a loop of `steps` steps into one graph, traced once whatever the number of steps.
 * @throws Error as `compile` does, and where a step does not hand on what it was handed
 */
export function compileLoop<P extends Precision = 'float32'>(
  step: LoopStep,
  { carry, each = [], shared = [] }: LoopSignature,
  steps: number,
  options: CompileOptions<P> = {},
): CompiledLoop<P> {
  const { name = step.name || 'the compiled loop' } = options;
  const precision: Precision = options.precision ?? 'float32';
  const loop = { name, step, carry, each, shared, steps, precision };
  const { call, nodes, dispose } = options.eager ? eagerLoop(loop) : graphLoop(loop);
  const run: (...inputs: Parameters<CompiledLoop<P>>) => ReturnType<CompiledLoop<P>> = (inputs) => {
    const tensors = call([
      ...inputs.carry,
      ...(inputs.each ?? []),
      ...(inputs.shared ?? []),
    ]) as Computed<P>[];
    return { carry: tensors.slice(0, carry.length), results: tensors.slice(carry.length) };
  };
  return Object.assign(run, { steps, nodes, dispose, [Symbol.dispose]: dispose });
}
