import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  schedule,
  type Ending,
  type Schedulable,
  type ScheduleOptions,
} from '../../src/pipeline/schedule.ts';

const task = (id: string, ...inputs: string[]): Schedulable => ({ id, key: id, inputs });
const nap = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Options of an undisturbed run that keeps the order of starts and the endings. */
function recorder(options: Partial<ScheduleOptions<Schedulable>> = {}) {
  const started: string[] = [];
  const endings = new Map<string, Ending>();
  return {
    started,
    endings,
    options: {
      concurrency: 1,
      expected: () => 1,
      claim: () => true,
      release: () => undefined,
      isStored: () => Promise.resolve(false),
      ended: (one: Schedulable, ending: Ending) => void endings.set(one.id, ending),
      ...options,
      execute: async (one: Schedulable): Promise<Ending> => {
        started.push(one.id);
        return options.execute ? options.execute(one) : { type: 'done' };
      },
    } satisfies ScheduleOptions<Schedulable>,
  };
}

test('the longest expected task starts first', async () => {
  const { started, options } = recorder({ expected: ({ id }) => ({ a: 1, b: 30, c: 5 })[id]! });
  await schedule([task('a'), task('b'), task('c')], options);
  expect(started).toEqual(['b', 'c', 'a']);
});

test('a worker goes on with what is like its last task, and begins with what no other worker is at', async () => {
  const { started, options } = recorder({
    concurrency: 2,
    alike: (one, other) => one.id[0] === other.id[0],
    expected: ({ id }) => ({ a: 3, b: 2, c: 1 })[id[0]]!,
    // The worker of a takes its tasks one by one while the other is at b.
    execute: async ({ id }) => {
      await nap(id.startsWith('b') ? 60 : 5);
      return { type: 'done' };
    },
  });
  await schedule(
    ['a1', 'a2', 'a3', 'b1', 'b2', 'c1'].map((id) => task(id)),
    options,
  );
  expect(started).toEqual(['a1', 'b1', 'a2', 'a3', 'c1', 'b2']);
});

test('nobody is idle while something can be run, though another worker be at its like', async () => {
  const { started, options } = recorder({
    concurrency: 2,
    alike: () => true,
    execute: async ({ id }) => {
      await nap(id === 'a' ? 60 : 5);
      return { type: 'done' };
    },
  });
  await schedule(
    ['a', 'b', 'c'].map((id) => task(id)),
    options,
  );
  expect(started).toEqual(['a', 'b', 'c']);
});

test('every task runs once and after all that it needs, for random graphs and any number of workers', async () => {
  const graph = fc.array(fc.array(fc.nat(30), { maxLength: 3 }), { minLength: 1, maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(graph, fc.integer({ min: 1, max: 4 }), async (needs, concurrency) => {
      const tasks = needs.map((inputs, i) =>
        task(String(i), ...new Set(inputs.filter((input) => input < i).map(String))),
      );
      const finished = new Set<string>();
      const { started, options } = recorder({
        concurrency,
        expected: ({ id }) => Number(id) % 5,
        execute: async ({ id, inputs }) => {
          for (const input of inputs) expect(finished).toContain(input);
          await Promise.resolve();
          finished.add(id);
          return { type: 'done' };
        },
      });
      await schedule(tasks, options);
      expect(started.sort()).toEqual(tasks.map(({ id }) => id).sort());
    }),
    { numRuns: 50 },
  );
});

test('a failure reaches what needs the task and stops nothing else', async () => {
  const { started, endings, options } = recorder({
    execute: ({ id }) => Promise.resolve(id === 'a' ? { type: 'failed', reason: 'no' } : { type: 'done' }),
  });
  await schedule([task('a'), task('b', 'a'), task('c', 'b'), task('d')], options);
  expect(started).toEqual(['a', 'd']);
  expect(endings.get('c')).toEqual({ type: 'failed', reason: 'it needs b, which failed' });
  expect(endings.get('d')).toEqual({ type: 'done' });
});

test('a task whose process dies is tried once more, one that fails by itself is not', async () => {
  const crashing = recorder({
    execute: () => Promise.resolve({ type: 'failed', reason: 'killed', crashed: true }),
  });
  await schedule([task('a')], crashing.options);
  expect(crashing.started).toEqual(['a', 'a']);
  const failing = recorder({ execute: () => Promise.resolve({ type: 'failed', reason: 'wrong' }) });
  await schedule([task('a')], failing.options);
  expect(failing.started).toEqual(['a']);
});

test('what another process works on is waited for, and not run when its result appears', async () => {
  let elsewhere = true;
  const { started, endings, options } = recorder({
    claim: ({ id }) => id !== 'a' || !elsewhere,
    isStored: ({ id }) => Promise.resolve(id === 'a'),
    patience: 5,
  });
  setTimeout(() => (elsewhere = false), 30);
  await schedule([task('a'), task('b')], options);
  expect(started).toEqual(['b']);
  expect(endings.get('a')).toEqual({ type: 'done' });
});

test('no more tasks run at once than there are workers', async () => {
  let [running, most] = [0, 0];
  const { options } = recorder({
    concurrency: 3,
    execute: async () => {
      most = Math.max(most, ++running);
      await nap(2);
      running--;
      return { type: 'done' };
    },
  });
  await schedule(
    Array.from({ length: 20 }, (_, i) => task(String(i))),
    options,
  );
  expect(most).toBe(3);
});

test('where a lock cannot be taken the run ends with that error, and no further task begins', async () => {
  const claims: string[] = [];
  const { started, options } = recorder({
    concurrency: 3,
    claim: ({ id }) => {
      claims.push(id);
      if (id === 'b') throw new Error('disk full');
      return true;
    },
    execute: () => nap(10).then(() => ({ type: 'done' })),
  });
  const tasks = ['a', 'b', 'c', 'd', 'e'].map((id) => task(id));
  await expect(schedule(tasks, options)).rejects.toThrow('disk full');
  await nap(50);
  expect(claims.length).toBeLessThanOrEqual(3);
  expect(started).not.toContain('e');
});
