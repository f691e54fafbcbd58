import { z } from 'zod';
import type { Engine, TrainingLoss } from '../engine/engine.ts';

/** What a task has asked of the engine. */
export const workSchema = z.strictObject({
  /** Steps of gradient descent, in float32 and in float64. */
  gradientSteps: z.int().nonnegative(),
  hessianVectorProducts: z.int().nonnegative(),
});

export type Work = z.output<typeof workSchema>;

export const noWork: Work = { gradientSteps: 0, hessianVectorProducts: 0 };

/** One work and `sign` times another. */
export const combined = (one: Work, sign: 1 | -1, other: Work): Work => ({
  gradientSteps: one.gradientSteps + sign * other.gradientSteps,
  hessianVectorProducts: one.hessianVectorProducts + sign * other.hessianVectorProducts,
});

/** Adds up work. */
export interface Account {
  done(): Work;
  /** Counts what was done elsewhere. */
  add(work: Work): void;
}

/** What is told of an engine's work: a number of steps or products whenever they have been done. */
interface Listener {
  readonly steps: (count: number) => void;
  readonly products: (count: number) => void;
}

/** The same engine, whose descents and products are told. */
export function observed(engine: Engine, { steps, products }: Listener): Engine {
  const counted = (loss: TrainingLoss): TrainingLoss => ({
    ...loss,
    gradientDescent: async (...words) => {
      const result = await loss.gradientDescent(...words);
      steps(result.losses.length);
      return result;
    },
    trajectory: (...words) => {
      const result = loss.trajectory(...words);
      steps(result.losses.length);
      return result;
    },
    hessian: (...words) => {
      const product = loss.hessian(...words);
      return (vector) => {
        products(1);
        return product(vector);
      };
    },
  });
  return { ...engine, loss: (problem) => counted(engine.loss(problem)) };
}

/** The same engine, which adds up what it is asked for. */
export function counting(engine: Engine): { readonly engine: Engine; readonly account: Account } {
  const work = { ...noWork };
  const listener: Listener = {
    steps: (count) => (work.gradientSteps += count),
    products: (count) => (work.hessianVectorProducts += count),
  };
  return {
    engine: observed(engine, listener),
    account: {
      done: () => ({ ...work }),
      add: (other) => void Object.assign(work, combined(work, 1, other)),
    },
  };
}
