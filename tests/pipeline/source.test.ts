import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
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
    'module that exports a list of it only',
    `${definition('wanted').replace('export ', '')}\nexport const all = [wanted];`,
  ],
  ['module that does not export it', definition('wanted').replace('export ', '')],
  ['module that only has its name', `export const wanted = 'wanted'; export const id = 'wanted';`],
  ['empty module', ''],
])('an experiment that is registered with a wrong file is refused: %s', async (_, text) => {
  const file = join(folder, 'wrong.ts');
  await writeFile(file, text);
  await expect(experimentGraph(file, ['wanted'])).rejects.toThrow(
    /experiment wanted is registered with \.cache\/tests\/source-\w+\/wrong\.ts, which does not export it/,
  );
});

test('an experiment that is registered with a missing file is refused', async () => {
  await expect(experimentGraph(join(folder, 'none.ts'), ['wanted'])).rejects.toThrow(
    /experiment wanted is registered with .*none\.ts, which cannot be read/,
  );
});

test('an experiment may be exported as something else than a constant, or from elsewhere', async () => {
  await writeFile(join(folder, 'defined.ts'), definition('wanted'));
  const [made, passedOn] = [
    `const make = () => ({ id: 'wanted', run: () => 1 });\nexport default make();`,
    `export { wanted } from './defined.ts';`,
  ];
  for (const [name, text] of Object.entries({ 'made.ts': made, 'passed-on.ts': passedOn })) {
    await writeFile(join(folder, name), text);
    expect((await experimentGraph(join(folder, name), ['wanted'])).sha256).toMatch(/^[0-9a-f]{64}$/);
  }
});

test(
  'every experiment of the project is refused with the file of any other',
  { timeout: 120_000 },
  async () => {
    const { experiments } = await import('../../src/experiments/index.ts');
    for (const [i, { experiment }] of experiments.entries()) {
      const other =
        experiments.find(({ file }, j) => j > i && file.href !== experiments[i].file.href) ?? experiments[0];
      await expect(planTasks([{ experiment, file: other.file }], plan)).rejects.toThrow(
        new RegExp(
          `experiment ${experiment.id} is registered with src/experiments/.*\\.ts, which does not export it`,
        ),
      );
    }
  },
);

test('two experiments of one name are refused', async () => {
  const { experiments } = await import('../../src/experiments/index.ts');
  await expect(planTasks([experiments[0], experiments[0]], plan)).rejects.toThrow(
    `two experiments are called ${experiments[0].experiment.id}`,
  );
});

test('canonical JSON sorts keys at every depth and keeps the order of lists', () => {
  expect(canonicalJson({ b: [2, { d: 1, c: 0 }], a: null })).toBe('{"a":null,"b":[2,{"c":0,"d":1}]}');
});
