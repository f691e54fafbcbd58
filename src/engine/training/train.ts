import * as tf from '@tensorflow/tfjs';
import type { Precision } from '../../math/loss.ts';
import { compileLoop, type CompiledLoop } from '../compile/loop.ts';
import { valueAndGrad } from '../derivatives.ts';
import { scheduleOf, type LearningRateSchedule } from '../engine.ts';
import { batchOf, lossOf, sampleSpecs, type Batch } from '../loss/batch-graphs.ts';
import { stepsPerCall } from '../loss/loss-graphs.ts';
import { sizeOfParts } from '../models/parts.ts';
import { TensorBatch, type Data } from '../loss/tensor-batch.ts';
import type { Model } from '../models/model.ts';
import { sampler } from './batches.ts';
import type { Optimiser } from './optimisers.ts';
import { runSteps, type Steps } from './steps.ts';

/** How to train. */
export interface TrainOptions {
  readonly optimiser: Optimiser;
  /** The same for all steps, or that of each one, counted from 0. */
  readonly learningRate: number | LearningRateSchedule;
  /** Numbers of parameters and gradients; float32 unless told otherwise. */
  readonly precision?: Precision;
  /** So many samples a step, drawn by the seed without replacement until all have been used; all of them unless given. */
  readonly batchSize?: number;
  readonly seed?: number;
}

/** Where a training has got to: plain numbers, from which it goes on to the same bits. */
export interface TrainingState {
  readonly status: Steps['status'];
  /** Steps done, and the loss of the first one. */
  readonly step: number;
  readonly initialLoss: number | null;
  readonly parameters: Float64Array;
  /** What the optimiser keeps, each a vector like the parameters. */
  readonly kept: readonly Float64Array[];
}

/** A stretch of training: where it ended, and the loss before each update, of the step's own samples. */
export interface Stretch {
  readonly state: TrainingState;
  readonly losses: Float64Array;
}

/** Steps as one graph: from the parameters, each with what is kept of it, to the next ones. */
function trainingLoop(
  batch: Batch,
  { optimiser, precision = 'float32' }: TrainOptions,
  samples: number,
  steps: number,
): CompiledLoop<Precision> {
  const { parts } = batch;
  const perPart = 1 + optimiser.keeps.length;
  const step = (carry: tf.Tensor[], [rate, number, ...indices]: tf.Tensor[], data: tf.Tensor[]) => {
    const drawn = indices.length === 0 ? data : data.map((all) => tf.gather(all, indices[0] as tf.Tensor1D));
    const list = parts.map((_, i) => carry[i * perPart]);
    const { value, gradient } = valueAndGrad(lossOf(batch, drawn).loss)(list as readonly tf.Tensor[]);
    const next = list.flatMap((parameter, i) => {
      const state = carry.slice(i * perPart + 1, (i + 1) * perPart);
      const moved = optimiser.move({ parameter, gradient: gradient[i], state, rate, step: number });
      return [moved.parameter, ...moved.state];
    });
    return { carry: next, results: [value] };
  };
  const carry = parts.flatMap(({ shape }) => Array<{ shape: readonly number[] }>(perPart).fill({ shape }));
  const scalars = [{ shape: [] }, { shape: [] }];
  const drawn = batch.size === samples ? [] : [{ shape: [batch.size], dtype: 'int32' as const }];
  const shared = sampleSpecs({ ...batch, size: samples });
  const signature = { carry, each: [...scalars, ...drawn], shared };
  return compileLoop(step, signature, steps, { precision, name: 'training' });
}

/** Trains one model on samples that stay in the graphs' memory. */
export class Trainer {
  readonly #batch: Batch;
  readonly #options: TrainOptions;
  readonly #samples: number;
  readonly #data: TensorBatch;
  readonly #draw: ((step: number) => Int32Array) | undefined;
  readonly #loops = new Map<number, CompiledLoop<Precision>>();

  /** @throws RangeError where a batch is no part of the samples */
  constructor(model: Model, data: Data, samples: number, options: TrainOptions) {
    const { batchSize = samples, seed = 0 } = options;
    this.#draw = batchSize === samples ? undefined : sampler(samples, batchSize, seed);
    this.#batch = batchOf(model, batchSize);
    this.#options = options;
    this.#samples = samples;
    this.#data = new TensorBatch(model, data, 0, samples);
  }

  /** Before the first step. */
  start(parameters: Float64Array): TrainingState {
    const size = sizeOfParts(this.#batch.parts);
    if (parameters.length !== size)
      throw new RangeError(`this model has ${size} parameters, not ${parameters.length}`);
    const kept = this.#options.optimiser.keeps.map(() => new Float64Array(size));
    return { status: 'steps done', step: 0, initialLoss: null, parameters, kept };
  }

  /**
   * Goes on for so many steps, or until a loss is below `stopBelow`. Where it diverges the state is that before the step
   * whose loss was too large.
   */
  run(from: TrainingState, steps: number, { stopBelow }: { readonly stopBelow?: number } = {}): Stretch {
    const { learningRate, precision = 'float32' } = this.#options;
    const rate = scheduleOf(learningRate);
    const { parts } = this.#batch;
    const vectors = [from.parameters, ...from.kept];
    const carry = parts.flatMap(({ offset, size }) =>
      vectors.map((vector) => vector.subarray(offset, offset + size)),
    );
    const loops = {
      stepsPerCall,
      loop: (count: number) => this.#loop(count),
      each: (first: number, count: number) => {
        const numbers = Array.from({ length: count }, (_, i) => from.step + first + i);
        const scalars = [Float64Array.from(numbers, rate), Float64Array.from(numbers, (step) => step + 1)];
        const draw = this.#draw;
        return draw ? [...scalars, Int32Array.from(numbers.flatMap((step) => [...draw(step)]))] : scalars;
      },
      shared: this.#data.feeds(precision),
    };
    const limits = { steps, stopBelow, initialLoss: from.initialLoss ?? undefined };
    const done = runSteps(loops, carry, limits);
    const joined = vectors.map((vector, k) => {
      const next = new Float64Array(vector.length);
      parts.forEach(({ offset }, i) => next.set(done.carry[i * vectors.length + k], offset));
      return next;
    });
    const [parameters, ...kept] = joined;
    const moved = done.status === 'diverged' ? done.losses.length - 1 : done.losses.length;
    return {
      state: {
        status: done.status,
        step: from.step + moved,
        initialLoss: from.initialLoss ?? done.losses[0] ?? null,
        parameters,
        kept,
      },
      losses: done.losses,
    };
  }

  #loop(steps: number): CompiledLoop<Precision> {
    const known = this.#loops.get(steps);
    if (known) return known;
    const made = trainingLoop(this.#batch, this.#options, this.#samples, steps);
    this.#loops.set(steps, made);
    return made;
  }

  dispose(): void {
    for (const loop of this.#loops.values()) loop.dispose();
    this.#loops.clear();
    this.#data.dispose();
  }
}
