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

/** The same engine, which adds up what it is asked for, beginning with `before`. */
export function counting(engine: Engine, before: Work = noWork): { readonly engine: Engine; done(): Work } {
  const work = { ...before };
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
    done: () => ({ ...work }),
  };
}
