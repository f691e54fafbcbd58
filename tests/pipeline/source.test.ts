import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { experiments } from '../../src/registry/experiments.ts';
import { canonicalJson } from '../../src/pipeline/canonical.ts';
import { projectRoot } from '../../src/pipeline/paths.ts';
import { experimentGraph, moduleGraph } from '../../src/pipeline/source.ts';
import { planTasks, type TaskPlan } from '../../src/pipeline/task.ts';

const plan: TaskPlan = {
  profile: 'quick',
  backend: { name: 'wasm', version: 'of a test', threads: 1, precision: 'float32' },
};

let folder: string;
beforeEach(async () => {
  const place = join(projectRoot, '.cache', 'tests');
  await mkdir(place, { recursive: true });
  folder = await mkdtemp(join(place, 'source-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function hashOf(entry: string, imported: string): Promise<string> {
  await writeFile(join(folder, 'entry.ts'), entry);
  await writeFile(join(folder, 'imported.ts'), imported);
  return (await moduleGraph(join(folder, 'entry.ts'))).sha256;
}

const entry = `import { step } from './imported.ts';\nexport const run = (x: number) => { const moved = x - step; return moved; };`;
const imported = `export const step = 0.3;\nexport const unused = 1;`;

test('comments, formatting, types and names of locals do not change what a module computes', async () => {
  const restyled = `import { step } from './imported.ts';\n// why\nexport const run = (from: number): number => {\n  const next = from - step;\n  return next;\n};\n`;
  expect(await hashOf(restyled, `/** Doc. */\n${imported}`)).toBe(await hashOf(entry, imported));
});

test('a constant in a module imported by another does', async () => {
  expect(await hashOf(entry, imported.replace('0.3', '0.4'))).not.toBe(await hashOf(entry, imported));
});

test('a constant that nothing uses does not', async () => {
  expect(await hashOf(entry, imported.replace('= 1', '= 2'))).toBe(await hashOf(entry, imported));
});

test('the files of the graph are named relative to the project', async () => {
  await hashOf(entry, imported);
  const { files } = await moduleGraph(join(folder, 'entry.ts'));
  expect(Object.keys(files)).toHaveLength(2);
  for (const file of Object.keys(files))
    expect(file).toMatch(/^\.cache\/tests\/source-\w+\/(entry|imported)\.ts$/);
});

const definition = (id: string) =>
  `export const ${id} = defineExperiment({ id: '${id}', run: () => 1 });\nfunction defineExperiment(d) { return d; }`;

test.each([
  ['module of another experiment', definition('other')],
  [
    'module that needs it',
    `${definition('other')}\nexport const needs = [{ experiment: 'wanted', seed: 0 }];`,
  ],
  ['module that lists it', `import { wanted } from './defined.ts';\nexport const all = [wanted];`],
  ['module that only has its name', `export const wanted = 'wanted'; export const id = 'wanted';`],
  ['empty module', ''],
])('an experiment that is registered with a wrong file is refused: %s', async (name, text) => {
  await writeFile(join(folder, 'defined.ts'), definition('wanted'));
  const file = join(folder, `${name.replaceAll(' ', '-')}.ts`);
  await writeFile(file, text);
  await expect(experimentGraph(file, ['wanted'])).rejects.toThrow(
    /experiment wanted is registered with \.cache\/tests\/source-\w+\/[\w-]+\.ts, which does not define it/,
  );
});

test('an experiment that is registered with a missing file is refused', async () => {
  await expect(experimentGraph(join(folder, 'none.ts'), ['wanted'])).rejects.toThrow(
    /experiment wanted is registered with .*none\.ts, which cannot be read/,
  );
});

test.each([
  ['made', `const make = () => ({ id: 'wanted', run: () => 1 });\nexport default make();`],
  ['passed on', `export { wanted } from './defined.ts';`],
  ['in a list', `${definition('wanted').replace('export ', '')}\nexport const all = [wanted];`],
])('an experiment need not be a constant that is exported: %s', async (name, text) => {
  await writeFile(join(folder, 'defined.ts'), definition('wanted'));
  const file = join(folder, `${name.replaceAll(' ', '-')}.ts`);
  await writeFile(file, text);
  const { sha256, code } = await experimentGraph(file, ['wanted']);
  expect(code).toContain('wanted');
  for (const changed of [file, join(folder, 'defined.ts')])
    await writeFile(changed, (await readFile(changed, 'utf8')).replace('run: () => 1', 'run: () => 2'));
  expect((await experimentGraph(file, ['wanted'])).sha256).not.toBe(sha256);
});

test('every experiment of the project is refused with the file of any other', async () => {
  for (const { experiment, file } of experiments)
    for (const other of experiments) {
      if (other.file.href === file.href) continue;
      await expect(experimentGraph(fileURLToPath(other.file), [experiment.id])).rejects.toThrow(
        `experiment ${experiment.id} is registered with src/studies/`,
      );
    }
});

test('a plan is not made of an experiment with the file of another', async () => {
  const [{ experiment }] = experiments;
  const { file } = experiments.find((one) => one.experiment.id === 'edge')!;
  await expect(planTasks([{ experiment, file }], plan)).rejects.toThrow(
    'experiment growth is registered with src/studies/edge/experiment.ts, which does not define it',
  );
});

test('two experiments of one name are refused', async () => {
  await expect(planTasks([experiments[0], experiments[0]], plan)).rejects.toThrow(
    `two experiments are called ${experiments[0].experiment.id}`,
  );
});

test('canonical JSON sorts keys at every depth and keeps the order of lists', () => {
  expect(canonicalJson({ b: [2, { d: 1, c: 0 }], a: null })).toBe('{"a":null,"b":[2,{"c":0,"d":1}]}');
});
