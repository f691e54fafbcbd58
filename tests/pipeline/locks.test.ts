import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Locks } from '../../src/pipeline/locks.ts';
import { lifeOf, processIdentity } from '../../src/pipeline/process-identity.ts';

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
  expect(lifeOf(processIdentity())).toBe('running');
  expect(lifeOf(`${process.pid} 1`)).toBe(process.platform === 'linux' ? 'dead' : 'running');
  expect(lifeOf('not a process')).toBe('elsewhere');
  expect(lifeOf('')).toBe('dead');
});

test('a holder on another machine that shares the cache holds as long as it shows that it lives', () => {
  const locks = new Locks(cache);
  expect(locks.acquire('key')).toBe(true);
  const path = join(cache, 'locks', 'key');
  writeFileSync(path, `${process.pid} - 00000000`);
  expect(new Locks(cache).acquire('key')).toBe(false);
  const longAgo = new Date(Date.now() - 600_000);
  utimesSync(path, longAgo, longAgo);
  expect(new Locks(cache).acquire('key')).toBe(true);
});

test('who waits for a lock is told once, and works after its holder', async () => {
  const [first, second] = [new Locks(cache), new Locks(cache)];
  const order: string[] = [];
  first.acquire('key');
  const waiting = second.during(
    'key',
    async () => void order.push('second'),
    () => order.push('told'),
  );
  await new Promise((resolve) => setTimeout(resolve, 500));
  order.push('first');
  first.release('key');
  await waiting;
  expect(order).toEqual(['told', 'first', 'second']);
  expect(readdirSync(join(cache, 'locks'))).toEqual([]);
});
