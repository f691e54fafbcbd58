import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RegisteredExperiment } from '../../src/registry/experiments.ts';
import { backendSchema } from '../../src/claims/published.ts';
import { changesSince } from '../../src/pipeline/changes.ts';
import { decide } from '../../src/pipeline/decide.ts';
import { rememberLatest } from '../../src/pipeline/latest.ts';
import { projectRoot } from '../../src/pipeline/paths.ts';
import { Store } from '../../src/pipeline/store.ts';
import { planTasks, type Task, type TaskPlan } from '../../src/pipeline/task.ts';
import { provenanceOf } from './queue/fixture.ts';

let folder: string;
beforeEach(() => {
  // As deep in the project as the sample is, for its imports.
  const place = join(projectRoot, '.cache', 'tests');
  mkdirSync(place, { recursive: true });
  folder = mkdtempSync(join(place, 'keys-'));
  cpSync(join(projectRoot, 'tests/pipeline/sample-project'), folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

const plan: TaskPlan = {
  profile: 'quick',
  backend: { name: 'native', version: 'tfjs 4.22.0, TensorFlow 2.18.1', threads: 1, precision: 'float32' },
};

let turn = 0;
/** The sample project's tasks as its files are now. */
async function tasksNow(given: Partial<TaskPlan> = {}): Promise<Task[]> {
  const load = async (name: string): Promise<RegisteredExperiment> => {
    const file = pathToFileURL(join(folder, `${name}.ts`));
    // A module is loaded once under one address.
    const { experiment } = (await import(`${file.href}?${turn++}`)) as Pick<
      RegisteredExperiment,
      'experiment'
    >;
    return { experiment, file };
  };
  return planTasks(
    [await load('slope'), await load('height')],
    { ...plan, ...given },
    { engineFile: join(folder, 'engine.ts'), lockfile: join(folder, 'lockfile.json') },
  );
}

function edit(name: string, from: string, to: string): void {
  const text = readFileSync(join(folder, name), 'utf8');
  if (!text.includes(from)) throw new Error(`${name} lacks ${from}`);
  writeFileSync(join(folder, name), text.replaceAll(from, to));
}

/** Runs everything, as far as the store is concerned; then says what would rerun after a change, and why. */
async function afterwards(
  change: () => void,
  given: Partial<TaskPlan> = {},
): Promise<Record<string, string>> {
  const cache = join(folder, 'cache');
  const store = new Store(cache);
  for (const task of await tasksNow()) {
    await store.write(task.key, provenanceOf(task), { 'artifact.json': new TextEncoder().encode('{}') });
    await rememberLatest(cache, task);
  }
  change();
  const decisions = await decide(await tasksNow(given), store, cache, () => false);
  return Object.fromEntries(
    decisions.filter(({ cause }) => cause !== 'present').map(({ task, reason }) => [task.id, reason]),
  );
}

const slopes = ['slope-steep-seed0', 'slope-steep-seed1'];
const heights = ['height-tall-seed0'];
const everything = [...slopes, ...heights];
const nothing = () => undefined;

test('an unchanged project reruns nothing', async () => {
  expect(await afterwards(nothing)).toEqual({});
});

test('comments, formatting, types and names of locals rerun nothing, in an experiment and in what it imports', async () => {
  const changed = await afterwards(() => {
    edit('slope.ts', 'const rise =', '// why\n  const   rise: number =');
    edit('mathematics.ts', 'moved', 'renamed');
    edit('mathematics.ts', 'export const', '/** What it is. */\nexport const');
    edit('engine.ts', 'export', '/* no more */ export');
  });
  expect(changed).toEqual({});
});

test('how an experiment is judged, titled and limited, and what no run uses, reruns nothing', async () => {
  const changed = await afterwards(() => {
    edit('slope.ts', "'Slope'", "'The slope'");
    edit('slope.ts', 'timeLimit: 60', 'timeLimit: 90');
    edit('judge.ts', '1.45', '1.5');
    edit('mathematics.ts', 'unused = 1', 'unused = 2');
  });
  expect(changed).toEqual({});
});

test('a constant in a module that another imports reruns exactly what depends on it, with what starts from that', async () => {
  const reason = (file: string) =>
    expect.stringContaining(`the source (${folder.slice(projectRoot.length)}/${file})`);
  const slopeOnly = await afterwards(() => edit('constants.ts', 'gravity = 9.81', 'gravity = 9.82'));
  expect(slopeOnly).toEqual({
    [slopes[0]]: reason('constants.ts'),
    [slopes[1]]: reason('constants.ts'),
    [heights[0]]: expect.stringMatching(/^changed since its last run: an artifact it starts from$/),
  });
  expect(Object.keys(await afterwards(() => edit('constants.ts', 'foot = 0.3', 'foot = 0.31')))).toEqual(
    heights,
  );
});

test.each([
  "slope.variants('full').steep.seeds.length",
  "slope['variants']('full').steep.seeds.length",
  "(({ variants }) => variants('full').steep.seeds.length)(slope)",
  "(({ id, variants: all }) => id.length + all('full').steep.seeds.length)(slope)",
])('a part of another experiment that a run reads counts: %s', async (read) => {
  edit('height.ts', 'height: foot', `height: foot + ${read}`);
  edit('height.ts', 'import { z }', "import { experiment as slope } from './slope.ts';\nimport { z }");
  const changed = await afterwards(() => edit('slope.ts', 'seeds: [0, 1]', 'seeds: [0, 1, 2]'));
  expect(Object.keys(changed)).toContain(heights[0]);
});

test('an experiment that is not defined as a constant depends on all of its module', async () => {
  edit('height.ts', 'defineExperiment(', 'made(');
  edit('height.ts', 'export const', 'const made = defineExperiment;\n\nexport const');
  expect(Object.keys(await afterwards(() => edit('height.ts', 'seeds: [0]', 'seeds: [0, 1]')))).toEqual([
    ...heights,
    'height-tall-seed1',
  ]);
});

test('a parameter reruns its variant, a new seed or variant only itself', async () => {
  expect(await afterwards(() => edit('slope.ts', 'angle: 0.5', 'angle: 0.25'))).toEqual({
    [slopes[0]]: 'changed since its last run: its parameters (path.angle 0.5 → 0.25)',
    [slopes[1]]: 'changed since its last run: its parameters (path.angle 0.5 → 0.25)',
    [heights[0]]: 'changed since its last run: an artifact it starts from',
  });
  expect(await afterwards(() => edit('slope.ts', 'seeds: [0, 1]', 'seeds: [0, 1, 2]'))).toEqual({
    'slope-steep-seed2': 'it has not run before',
  });
  expect(Object.keys(await afterwards(nothing, { seeds: 4 }))).toEqual([
    'slope-steep-seed3',
    'height-tall-seed1',
    'height-tall-seed2',
    'height-tall-seed3',
  ]);
});

test('the version of an experiment, the checksum of its data and the profile rerun it', async () => {
  expect(await afterwards(() => edit('height.ts', 'version: 1', 'version: 2'))).toEqual({
    [heights[0]]: 'changed since its last run: the version of the experiment',
  });
  expect(Object.keys(await afterwards(() => edit('constants.ts', 'c0ffee', 'decade')))).toEqual(everything);
  expect(Object.values(await afterwards(nothing, { profile: 'full' }))).toEqual(
    everything.map(() => 'it has not run before'),
  );
});

test('the engine, its version of TensorFlow and the platform of the backend rerun everything', async () => {
  expect(Object.keys(await afterwards(() => edit('engine.ts', '1e-5', '1e-6')))).toEqual(everything);
  const backend = { ...plan.backend, version: 'tfjs 4.22.0, TensorFlow 2.19.0' };
  const changed = await afterwards(nothing, { backend });
  expect(Object.keys(changed)).toEqual(everything);
  expect(changed[slopes[0]]).toBe(
    'changed since its last run: the backend (version tfjs 4.22.0, TensorFlow 2.18.1 → tfjs 4.22.0, TensorFlow 2.19.0)',
  );
});

test('another processor has keys of its own, and is told by what it lacks; results from before it counted are read', async () => {
  const before = { ...plan.backend, instructions: 'avx avx2 fma', arithmetic: '829d309d' };
  const wider = { ...before, instructions: 'avx avx2 fma avx512f', arithmetic: '0a2e6474' };
  const [tasks, others] = await Promise.all([before, wider].map((backend) => tasksNow({ backend })));
  expect(changesSince(tasks[0], others[0])).toEqual([
    'the backend (arithmetic 829d309d → 0a2e6474, instructions avx avx2 fma → avx avx2 fma avx512f)',
  ]);
  for (const part of ['instructions', 'arithmetic'] as const) {
    const [task] = await tasksNow({ backend: { ...before, [part]: wider[part] } });
    expect([tasks[0].key, others[0].key]).not.toContain(task.key);
  }
  expect(backendSchema.parse(plan.backend)).toEqual(plan.backend);
  expect(backendSchema.parse(wider)).toEqual(wider);
});

test("the version of JavaScript's engine, whose functions are its own, reruns everything", async () => {
  const [task] = await tasksNow();
  expect(task.ingredients['javascript']).toBe(`V8 ${process.versions.v8}`);
  const other = { ...task, ingredients: { ...task.ingredients, javascript: 'V8 14.0' } };
  expect(changesSince(other, task)).toEqual([
    `the engine of JavaScript (V8 14.0 → V8 ${process.versions.v8})`,
  ]);
});

test('of the lockfile, what the engine and an experiment compute with counts, and what those depend on', async () => {
  const lock = (name: string, from: string, to: string) => () =>
    edit('lockfile.json', `"${name}": { "version": "${from}"`, `"${name}": { "version": "${to}"`);
  const tensorflow = await afterwards(lock('node_modules/@tensorflow/tfjs-node', '4.22.0', '4.23.0'));
  expect(Object.keys(tensorflow)).toEqual(everything);
  expect(tensorflow[heights[0]]).toContain(
    'the version of a package it computes with (@tensorflow/tfjs-node 4.22.0 → 4.23.0)',
  );
  const inner = await afterwards(lock('node_modules/tensor-core', '1.0.0', '1.0.1'));
  expect(inner[slopes[0]]).toBe('changed since its last run: a package that one it computes with depends on');
  const random = await afterwards(lock('node_modules/pure-rand', '8.4.2', '8.4.3'));
  expect(Object.keys(random)).toEqual(heights);
  expect(await afterwards(lock('node_modules/astro', '7.3.4', '7.3.5'))).toEqual({});
});
