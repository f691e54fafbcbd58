/* Experiments that need no engine, for tests of whole runs; what `start.ts` and its workers load. */
import { appendFileSync } from 'node:fs';
import { setTimeout as nap } from 'node:timers/promises';
import { z } from 'zod';
import type { Engine } from '../../../src/engine/engine.ts';
import { defineExperiment, type RunContext, type RunResult } from '../../../src/claims/experiment.ts';
import type { RegisteredExperiment } from '../../../src/registry/experiments.ts';

/** Steps between two checkpoints of a walk. */
export const stepsPerCheckpoint = 5;
export const walkSteps = 40;
export const walkSeeds = [0, 1, 2, 3, 4, 5];

const walkParameters = z.strictObject({ steps: z.int(), pause: z.number() });
const walkOutput = z.strictObject({ path: z.array(z.number()) });

/** A step is counted outside of the cache, so that one that is repeated counts twice. */
function count(step: string): void {
  const log = process.env['MULTISCALE_TEST_LOG'];
  if (log) appendFileSync(log, `${step}\n`);
}

async function walk({
  parameters: { steps, pause },
  seed,
  checkpoint,
  progress,
}: RunContext<z.output<typeof walkParameters>>): Promise<RunResult<z.output<typeof walkOutput>>> {
  let path = checkpoint.load<number[]>('path') ?? [seed];
  while (path.length <= steps) {
    await nap(pause);
    path = [...path, Math.sin(path.at(-1)! + seed)];
    count(`walk-${seed} ${path.length - 1}`);
    progress(path.length / steps, 'walking');
    if ((path.length - 1) % stepsPerCheckpoint === 0) checkpoint.save('path', path);
  }
  return {
    status: 'complete',
    output: { path },
    tensors: { 'final/path': { shape: [path.length], data: Float32Array.from(path) } },
    datasets: [],
  };
}

const walks = defineExperiment({
  id: 'walk',
  version: 1,
  title: 'A walk in steps',
  parameters: walkParameters,
  output: walkOutput,
  variants: () => ({ sine: { parameters: { steps: walkSteps, pause: 8 }, seeds: walkSeeds } }),
  run: walk,
  judges: {},
});

const nothing = z.strictObject({});
const never = () => Promise.resolve({ status: 'complete', output: {}, tensors: {}, datasets: [] } as const);

/** Fills the memory that its process may take. */
function fill(): Promise<never> {
  const kept: number[][] = [];
  for (;;) kept.push(Array.from({ length: 1e5 }, (_, i) => i + kept.length));
}

const troubles: Readonly<Record<string, () => Promise<RunResult<Record<string, never>>>>> = {
  throws: () => Promise.reject(new Error('no minimum found')),
  dies: () => (process.kill(process.pid, 'SIGKILL'), new Promise(() => undefined)),
  hungry: fill,
};

const trouble = defineExperiment({
  id: 'trouble',
  version: 1,
  title: 'Runs that fail',
  parameters: z.strictObject({ kind: z.string() }),
  output: nothing,
  variants: () =>
    Object.fromEntries(Object.keys(troubles).map((kind) => [kind, { parameters: { kind }, seeds: [0] }])),
  run: ({ parameters: { kind } }) => troubles[kind](),
  judges: {},
});

const endless = defineExperiment({
  id: 'endless',
  version: 1,
  title: 'A run without end',
  parameters: nothing,
  output: nothing,
  variants: () => ({ a: { parameters: {}, seeds: [0] } }),
  timeLimit: 1,
  run: () => {
    for (;;);
  },
  judges: {},
});

const stuck = defineExperiment({
  id: 'stuck',
  version: 1,
  title: 'A run that hears of nothing while it computes',
  parameters: nothing,
  output: nothing,
  variants: () => ({ a: { parameters: {}, seeds: [0] } }),
  run: () => {
    count('stuck');
    for (;;);
  },
  judges: {},
});

const after = defineExperiment({
  id: 'after',
  version: 1,
  title: 'A run that starts from one that fails',
  parameters: nothing,
  output: nothing,
  variants: () => ({ a: { parameters: {}, seeds: [0] } }),
  needs: () => [{ experiment: 'endless', variant: 'a', seed: 0 }],
  run: never,
  judges: {},
});

const empty = defineExperiment({
  id: 'empty',
  version: 1,
  title: 'Runs that do nothing',
  parameters: nothing,
  output: nothing,
  variants: () => ({ a: { parameters: {}, seeds: [0] } }),
  run: never,
  judges: {},
});

const file = new URL(import.meta.url);

export const experiments: readonly RegisteredExperiment[] = [
  walks,
  trouble,
  endless,
  stuck,
  after,
  empty,
].map((experiment) => ({ experiment, file }));

export const registeredAs = (...ids: readonly string[]): readonly RegisteredExperiment[] =>
  experiments.filter(({ experiment }) => ids.includes(experiment.id));

/** An engine that nobody asks for anything. */
export const createEngine = (): Promise<Engine> =>
  Promise.resolve({
    backend: { name: 'wasm', version: 'none', threads: 1, precision: 'float32' },
  } as Engine);
