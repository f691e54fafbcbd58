import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Progress, weigh } from '../../src/pipeline/progress.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const tasks = ['long', 'short', 'new'].map((id) => ({ id }));
const expected = ({ id }: { id: string }) => ({ long: 10, short: 2 })[id] ?? Infinity;

test('a task of a kind never seen counts as the mean of the others, and all alike where none is known', () => {
  expect([...weigh(tasks, expected)]).toEqual([
    ['long', 10],
    ['short', 2],
    ['new', 6],
  ]);
  expect([...weigh(tasks, () => Infinity).values()]).toEqual([1, 1, 1]);
});

test('the time left follows what is still expected, not how many tasks there are', () => {
  let written = '';
  const out = { isTTY: false, write: (text: string) => (written += text) } as unknown as NodeJS.WriteStream;
  const progress = new Progress(weigh(tasks, expected), '1 worker', out);
  progress.started('long');
  vi.advanceTimersByTime(20_000);
  progress.ended('long', { type: 'done' });
  // 10 of 18 expected seconds took 20.
  expect(written).toContain('1 of 3 tasks on 1 worker, about 16 s left');
  progress.started('short');
  vi.advanceTimersByTime(20_000);
  progress.reached('short', 0.5, 'half of it');
  expect(written).toContain('50 %   short: half of it, 20 s left');
  // 11 of 18 took 40.
  expect(written).toContain('about 25 s left');
});
