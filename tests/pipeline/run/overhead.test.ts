import { expect, test } from 'vitest';
import { measureOverhead } from './overhead.ts';

test('many empty tasks are stored once each, reused by the next run, and leave neither locks nor half-written files', async () => {
  const { milliseconds, ...counts } = await measureOverhead(400);
  console.log(`${milliseconds.scheduling.toFixed(2)} ms a task`);
  expect(counts).toEqual({ tasks: 400, entries: 400, left: [], rerun: 0 });
}, 120_000);
