import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { canonicalJson } from '../../src/pipeline/canonical.ts';
import { projectRoot } from '../../src/pipeline/paths.ts';
import { moduleGraph } from '../../src/pipeline/source.ts';

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

test('canonical JSON sorts keys at every depth and keeps the order of lists', () => {
  expect(canonicalJson({ b: [2, { d: 1, c: 0 }], a: null })).toBe('{"a":null,"b":[2,{"c":0,"d":1}]}');
});
