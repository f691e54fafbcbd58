import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Checkpoint } from '../../src/claims/experiment.ts';
import { accounted } from '../../src/pipeline/spent.ts';
import { combined, noWork, type Account, type Work } from '../../src/pipeline/work.ts';

class Killed extends Error {}

/** Counts work, and dies when the fuse is used up. */
function fused(fuse: number): { account: Account; work: (steps: number) => void } {
  let done: Work = noWork;
  let left = fuse;
  return {
    account: { done: () => done, add: (other) => (done = combined(done, 1, other)) },
    work(steps) {
      for (let i = 0; i < steps; i++) {
        if (left-- <= 0) throw new Killed();
        done = combined(done, 1, { gradientSteps: 1, hessianVectorProducts: 2 });
      }
    },
  };
}

interface Stage {
  /** Steps that are kept nowhere, before the kept ones. */
  readonly loose: number;
  /** Steps up to each time that the stage is kept. */
  readonly kept: readonly number[];
}

/** Stages one after another, each of which goes on from what is kept of it. */
function attempt(stages: readonly Stage[], kept: Map<string, unknown>, fuse: number): Work {
  const { account, work } = fused(fuse);
  const memory: Checkpoint = {
    load: <T>(name: string) => (kept.get(name) ?? null) as T | null,
    save: (name, value) => void kept.set(name, value),
  };
  const checkpoint = accounted(memory, account, () => ({ seconds: 0, resumptions: 0 }));
  for (const [i, stage] of stages.entries()) {
    work(stage.loose);
    for (let done = checkpoint.load<number>(`stage ${i}`) ?? 0; done < stage.kept.length; done++) {
      work(stage.kept[done]);
      checkpoint.save(`stage ${i}`, done + 1);
    }
  }
  return account.done();
}

test('a task counts the same work however often it is interrupted', () => {
  const stage = fc.record({ loose: fc.nat(5), kept: fc.array(fc.nat(5), { maxLength: 4 }) });
  const property = fc.property(
    fc.array(stage, { maxLength: 5 }),
    fc.array(fc.nat(30), { maxLength: 10 }),
    (stages, fuses) => {
      const undisturbed = attempt(stages, new Map(), Infinity);
      const kept = new Map<string, unknown>();
      for (const fuse of fuses) {
        try {
          attempt(stages, kept, fuse);
        } catch (error) {
          if (!(error instanceof Killed)) throw error;
        }
      }
      expect(attempt(stages, kept, Infinity)).toEqual(undisturbed);
    },
  );
  fc.assert(property, { numRuns: 500 });
});

test('what an older program kept, without its work, counts as absent', () => {
  const memory: Checkpoint = { load: <T>() => [1, 2] as T, save: () => undefined };
  const checkpoint = accounted(memory, fused(0).account, () => ({ seconds: 0, resumptions: 0 }));
  expect(checkpoint.load('training')).toBeNull();
});
