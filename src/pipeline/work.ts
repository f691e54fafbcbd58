import { z } from 'zod';
import type { Engine } from '../engine/engine.ts';

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

/** The same engine, which adds up what it is asked for. */
export function counting(engine: Engine): { readonly engine: Engine; readonly account: Account } {
  const work = { ...noWork };
  const counted: Partial<Engine> = {
    gradientDescent: async (...words) => {
      const result = await engine.gradientDescent(...words);
      work.gradientSteps += result.losses.length;
      return result;
    },
    trajectory: (...words) => {
      const result = engine.trajectory(...words);
      work.gradientSteps += result.losses.length;
      return result;
    },
    hessian: (...words) => {
      const product = engine.hessian(...words);
      return (vector) => {
        work.hessianVectorProducts++;
        return product(vector);
      };
    },
  };
  return {
    engine: new Proxy(engine, {
      get: (target, name) => {
        if (Object.hasOwn(counted, name)) return counted[name as keyof Engine];
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    }),
    account: {
      done: () => ({ ...work }),
      add: (other) => void Object.assign(work, combined(work, 1, other)),
    },
  };
}
