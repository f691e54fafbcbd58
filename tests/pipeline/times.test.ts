import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Task } from '../../src/pipeline/task.ts';
import { secondsFile, Times } from '../../src/pipeline/times.ts';
import { writeSeconds } from '../../src/pipeline/verify/seconds.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'times-'));
const task = (variant: string, profile = 'full') => ({ profile, experiment: 'edge', variant }) as Task;

test('a run expects what tasks took here, else what they took in the accepted run, else the longest', async () => {
  const [cache, reference] = [folder(), join(folder(), 'seconds.json')];
  writeFileSync(reference, JSON.stringify({ 'edge wide': 7, 'edge deep': 9 }));
  const first = new Times(cache, reference);
  expect(first.expected(task('wide', 'quick'))).toBe(7);
  first.record(task('wide'), 3);
  await first.save();
  const next = new Times(cache, reference);
  expect(['wide', 'deep', 'new'].map((variant) => next.expected(task(variant)))).toEqual([3, 9, Infinity]);
});

test('accepted runs leave the mean seconds of their variants, the longest first', async () => {
  const reference = folder();
  const run = (variant: string, seconds: number) => ({ experiment: 'edge', variant, seconds });
  await writeSeconds(reference, [run('wide', 1), run('wide', 2), run('deep', 4.06)]);
  const text = readFileSync(join(reference, secondsFile), 'utf8');
  expect(Object.entries(JSON.parse(text) as object)).toEqual([
    ['edge deep', 4.1],
    ['edge wide', 1.5],
  ]);
});
