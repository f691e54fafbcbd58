import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { currentCheckout } from '../../src/pipeline/commit.ts';

let folder: string;
const git = (...words: string[]) =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...words], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
const write = (path: string, text: string) => {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'checkout-'));
  write('src/a.ts', '1');
  write('content/reference/full-native.json', '{}');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('changed, new and removed files are named, and references are not: accepting writes them', async () => {
  expect(await currentCheckout(folder)).toBeNull();
  git('init', '-q');
  git('add', '.');
  git('commit', '-qm', 'all');
  const commit = git('rev-parse', 'HEAD');
  expect(await currentCheckout(folder)).toEqual({ commit, changed: [] });
  write('content/reference/full-native.json', '{"schema": 2}');
  write('content/reference/other-seeds/300/accepted.json', '[]');
  expect(await currentCheckout(folder)).toEqual({ commit, changed: [] });
  write('src/a.ts', '2');
  write('content/new.md', '');
  expect(await currentCheckout(folder)).toEqual({ commit, changed: ['src/a.ts', 'content/new.md'] });
});
