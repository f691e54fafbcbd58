import { spawnSync } from 'node:child_process';
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Locks } from '../../src/pipeline/locks.ts';
import { projectRoot } from '../../src/pipeline/paths.ts';

let cache: string;
beforeEach(() => void (cache = mkdtempSync(join(tmpdir(), 'clean-'))));
afterEach(() => rmSync(cache, { recursive: true }));

const day = 86_400_000;
const key = (letter: string) => letter.repeat(64);

/** A folder of the cache with one file of so many bytes, written so many days ago. */
function put(folder: string, days: number, bytes = 1000): void {
  const path = join(cache, folder, 'file');
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, 'x'.repeat(bytes));
  const then = new Date(Date.now() - days * day);
  utimesSync(join(cache, folder), then, then);
}

function publish(...keys: string[]): void {
  mkdirSync(join(cache, 'results/quick'), { recursive: true });
  const artifacts = keys.map((one) => ({ key: one, inputs: [key('f')] }));
  writeFileSync(join(cache, 'results/quick/manifest.json'), JSON.stringify({ artifacts }));
}

const clean = (...words: string[]) =>
  spawnSync(process.execPath, ['scripts/clean.ts', ...words], {
    cwd: projectRoot,
    encoding: 'utf8',
    env: { ...process.env, MULTISCALE_CACHE: cache },
  });
const entries = () => readdirSync(join(cache, 'artifacts')).map((name) => name[0]);

beforeEach(() => {
  for (const [letter, days] of [
    ['a', 90],
    ['b', 60],
    ['c', 40],
    ['d', 1],
    ['f', 90],
  ] as const)
    put(`artifacts/${key(letter)}`, days);
  publish(key('a'));
});

test('old results go, but none that a published one is or starts from', () => {
  expect(clean().status).toBe(0);
  expect(entries()).toEqual(['a', 'd', 'f']);
});

test('a limit on the size takes the oldest first, and never what is published', () => {
  expect(clean('--older-than', '1000d', '--max-size', '0.0035MB').stdout).toContain('2 × result');
  expect(entries()).toEqual(['a', 'd', 'f']);
  expect(clean('--older-than', '1000d', '--max-size', '0MB').status).toBe(0);
  expect(entries()).toEqual(['a', 'f']);
});

test('a published file that is the same one as in its entry counts once', () => {
  const total = () => clean('--dry-run', '--older-than', '1000d').stdout;
  expect(total()).toContain('holds 0.0 MB');
  mkdirSync(join(cache, 'results/quick/artifacts'));
  put(`artifacts/${key('9')}`, 1, 3_000_000);
  linkSync(join(cache, 'artifacts', key('9'), 'file'), join(cache, 'results/quick/artifacts/a.json'));
  expect(total()).toContain('holds 3.0 MB');
});

test('a dry run says what would go and removes nothing', () => {
  expect(clean('--dry-run').stdout).toMatch(/2 × result, .*\nWould free/);
  expect(entries()).toEqual(['a', 'b', 'c', 'd', 'f']);
});

test('damaged entries and checkpoints go by age, locks of dead processes at once', () => {
  put(`damaged/${key('a')}.1`, 40);
  put(`checkpoints/${key('c')}`, 40);
  put(`checkpoints/${key('d')}`, 2);
  mkdirSync(join(cache, 'locks'));
  writeFileSync(join(cache, 'locks', key('d')), String(spawnSync('true').pid));
  expect(clean('--older-than', '3d').status).toBe(0);
  expect(readdirSync(join(cache, 'damaged'))).toEqual([]);
  expect(readdirSync(join(cache, 'checkpoints'))).toEqual([key('d')]);
  expect(readdirSync(join(cache, 'locks'))).toEqual([]);
});

test('a cache in use is left alone', () => {
  const locks = new Locks(cache);
  locks.acquire(key('e'));
  const { status, stderr } = clean('--older-than', '0h');
  expect([status, stderr]).toEqual([1, expect.stringContaining(`in use by process ${process.pid}`)]);
  expect(existsSync(join(cache, 'artifacts', key('d')))).toBe(true);
  locks.releaseAll();
});

test('an age or size that is none ends with exit code 2', () => {
  for (const words of [['--older-than', '30'], ['--max-size', '2 GB'], ['--max-size', 'all'], ['--all']])
    expect(clean(...words).status).toBe(2);
});

test.each([
  ['cut', () => writeFileSync(join(cache, 'results/quick/manifest.json'), '{"artifacts": [')],
  ['empty', () => writeFileSync(join(cache, 'results/quick/manifest.json'), '')],
  ['of another form', () => writeFileSync(join(cache, 'results/quick/manifest.json'), '[]')],
  ['gone', () => rmSync(join(cache, 'results/quick/manifest.json'))],
])('where the list of what is published is %s, nothing is removed', (_, damage) => {
  damage();
  const { status, stderr } = clean('--older-than', '0h', '--max-size', '0MB');
  expect([status, stderr]).toEqual([1, expect.stringMatching(/^.*manifest\.json cannot be read, .*\n$/)]);
  expect(entries()).toEqual(['a', 'b', 'c', 'd', 'f']);
});

test('what stands in folders of these names and is not ours stays', () => {
  const others = ['checkpoints/my-model', 'damaged/photographs', 'artifacts/thesis', 'locks/door'];
  for (const folder of others) put(folder, 400);
  expect(clean('--older-than', '0h', '--max-size', '0MB').status).toBe(0);
  for (const folder of others) expect(existsSync(join(cache, folder, 'file')), folder).toBe(true);
});

test('a cache that is not there has nothing to remove', () => {
  rmSync(cache, { recursive: true });
  expect(clean().stdout).toContain('Nothing to remove');
  mkdirSync(cache);
});
