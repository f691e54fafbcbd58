import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Locks } from '../../src/pipeline/locks.ts';
import { isRunning, processIdentity } from '../../src/pipeline/process-identity.ts';

let cache: string;
beforeEach(() => void (cache = mkdtempSync(join(tmpdir(), 'locks-'))));
afterEach(() => rmSync(cache, { recursive: true }));

test('a key is held by one holder until it is released, and leaves no file', () => {
  const [first, second] = [new Locks(cache), new Locks(cache)];
  expect(first.acquire('key')).toBe(true);
  expect(second.acquire('key')).toBe(false);
  expect(second.acquire('other')).toBe(true);
  first.release('key');
  expect(second.acquire('key')).toBe(true);
  second.releaseAll();
  expect(readdirSync(join(cache, 'locks'))).toEqual([]);
});

test('a dead process holds nothing', () => {
  const locks = new Locks(cache);
  expect(locks.acquire('other')).toBe(true);
  const { pid } = spawnSync('true');
  writeFileSync(join(cache, 'locks', 'key'), String(pid));
  expect(locks.acquire('key')).toBe(true);
});

test('a process of the same number that started at another time is not the holder', () => {
  expect(isRunning(processIdentity())).toBe(true);
  expect(isRunning(`${process.pid} 1`)).toBe(process.platform !== 'linux');
  expect(isRunning('not a process')).toBe(false);
});
