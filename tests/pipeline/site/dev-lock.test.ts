import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { oneServer } from '../../../src/pipeline/dev-lock.ts';

let root: string;
beforeEach(() => void (root = mkdtempSync(join(tmpdir(), 'dev-'))));
afterEach(() => rmSync(root, { recursive: true }));

const path = () => join(root, '.astro/dev.json');
const note = (pid: number) => {
  mkdirSync(join(root, '.astro'), { recursive: true });
  writeFileSync(path(), JSON.stringify({ pid, url: 'http://localhost:4321/', port: 4321 }));
};

test('while live pages are served, others are refused in a sentence', async () => {
  note(process.pid);
  const served = oneServer(root, async () => 0);
  await expect(served).rejects.toThrow(
    `live pages are served already, at http://localhost:4321/ by process ${process.pid}; end that first`,
  );
  expect(existsSync(path())).toBe(true);
});

test('the note of a server that a signal ended goes, and that of a dead one disturbs nobody', async () => {
  const dead = spawnSync('true').pid;
  note(dead);
  expect(await oneServer(root, async () => 0)).toBe(0);
  expect(existsSync(path())).toBe(false);
  const killed = oneServer(root, async () => {
    note(dead);
    throw new Error('killed');
  });
  await expect(killed).rejects.toThrow('killed');
  expect(existsSync(path())).toBe(false);
});
