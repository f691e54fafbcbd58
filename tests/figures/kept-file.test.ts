import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepFile, keptPicture } from '../../src/site/kept-file.ts';

let folder: string;
let made: number;
beforeEach(() => void ([folder, made] = [mkdtempSync(join(tmpdir(), 'kept-')), 0]));
afterEach(() => rmSync(folder, { recursive: true }));

const path = () => join(folder, 'faces', 'serif.woff2');
const content = Buffer.from('a face with 300 glyphs');
const keep = (...ingredients: string[]) =>
  keepFile(path(), ingredients, async () => {
    made++;
    return content;
  });

test('a file is made once for its ingredients, and again for others', async () => {
  for (const [ingredients, times] of [
    [['serif', '1'], 1],
    [['serif', '1'], 1],
    [['serif', '2'], 2],
    [['serif 2'], 3],
  ] as const) {
    await keep(...ingredients);
    expect(made).toBe(times);
    expect(readFileSync(path())).toEqual(content);
  }
});

test.each([
  ['empty', () => truncateSync(path(), 0)],
  ['cut', () => truncateSync(path(), content.length - 1)],
  ['changed', () => writeFileSync(path(), Buffer.from(content).fill(0, 3, 4))],
  ['gone', () => rmSync(path())],
  ['without its note', () => rmSync(`${path()}.sha256`)],
  ['with an empty note', () => truncateSync(`${path()}.sha256`, 0)],
])('a file that is %s is made again', async (_, damage) => {
  await keep('serif');
  damage();
  await keep('serif');
  expect(readFileSync(path())).toEqual(content);
  expect(made).toBe(2);
  await keep('serif');
  expect(made).toBe(2);
  expect(readdirSync(join(folder, 'faces'))).toEqual(['serif.woff2', 'serif.woff2.sha256']);
});

test('a picture is made once for the same drawing, and again for another or where its entry is damaged', async () => {
  const make = () => Promise.resolve(Uint8Array.of(1, 2, ++made));
  const picture = async (drawing: string) => [...(await keptPicture([drawing], make, folder))];
  expect(await picture('a curve')).toEqual([1, 2, 1]);
  expect(await picture('a curve')).toEqual([1, 2, 1]);
  expect(await picture('another')).toEqual([1, 2, 2]);
  for (const name of readdirSync(folder)) truncateSync(join(folder, name), 2);
  expect(await picture('a curve')).toEqual([1, 2, 3]);
});
