import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { recoverFolder, replaceFolder, writeFolder } from '../../src/pipeline/atomic.ts';
import { temporaryBeside } from '../../src/pipeline/temporary.ts';

let parent: string;
let folder: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'atomic-'));
  folder = join(parent, 'dist');
});
afterEach(() => rmSync(parent, { recursive: true }));

const put = (path: string, content: string) => {
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'index.html'), content);
};
const content = () => readFileSync(join(folder, 'index.html'), 'utf8');
/** As a process leaves it that was killed. */
const ofTheDead = (kind: string) =>
  temporaryBeside(`${folder}.${kind}`).replace(`.${process.pid}-`, `.${spawnSync('true').pid}-`);

test('a folder is replaced as a whole, and nothing is left beside it', async () => {
  for (const text of ['first', 'second']) {
    await replaceFolder(folder, (next) => writeFolder(next, { 'index.html': text }));
    expect(content()).toBe(text);
  }
  expect(readdirSync(parent)).toEqual(['dist']);
});

test.each([
  ['fails before it begins', async () => Promise.reject(new Error('no'))],
  [
    'fails half way',
    async (next: string) => {
      put(next, 'half');
      return Promise.reject(new Error('no'));
    },
  ],
  ['leaves nothing to be put in place', async () => undefined],
])('where what fills the new one %s, the old one stays', async (_, fill) => {
  put(folder, 'good');
  await expect(replaceFolder(folder, fill)).rejects.toThrow();
  expect(content()).toBe('good');
  expect(readdirSync(parent)).toEqual(['dist']);
});

test('where another process puts its own there meanwhile, the last one stays', async () => {
  await replaceFolder(folder, async (next) => {
    put(next, 'mine');
    put(folder, 'other');
  });
  expect(content()).toBe('mine');
});

test('what a process was killed over is tidied up, and the old one put back where there is none', async () => {
  put(ofTheDead('previous'), 'good');
  put(ofTheDead('next'), 'half');
  const living = temporaryBeside(`${folder}.next`);
  put(living, 'at work');
  await recoverFolder(folder);
  expect(content()).toBe('good');
  put(ofTheDead('previous'), 'older');
  await recoverFolder(folder);
  expect(content()).toBe('good');
  expect(
    readdirSync(parent)
      .map((name) => join(parent, name))
      .sort(),
  ).toEqual([folder, living].sort());
  expect(existsSync(living)).toBe(true);
});
