import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Locks } from '../../../src/pipeline/locks.ts';
import { Progress } from '../../../src/pipeline/progress.ts';
import { schedule } from '../../../src/pipeline/schedule.ts';
import { Store } from '../../../src/pipeline/store.ts';

test('10,000 empty tasks with their locks cost less than 2 ms of processor time each', async () => {
  const cache = mkdtempSync(join(tmpdir(), 'overhead-'));
  const [locks, store] = [new Locks(cache), new Store(cache)];
  const first = { id: 'first', key: 'first', inputs: [] as string[] };
  const tasks = [
    first,
    ...Array.from({ length: 9999 }, (_, i) => {
      const name = `task${i}`;
      return { id: name, key: name, inputs: i % 2 === 0 ? [first.key] : [] };
    }),
  ];
  const progress = new Progress(tasks.length, '2 workers', createWriteStream('/dev/null') as never);
  let done = 0;
  const before = process.cpuUsage();
  try {
    await schedule(tasks, {
      concurrency: 2,
      expected: ({ id }) => id.length,
      claim: ({ key }) => locks.acquire(key),
      release: ({ key }) => locks.release(key),
      isStored: async ({ key }) => (await store.read(key)).state === 'present',
      execute: ({ id }) => (progress.started(id), Promise.resolve({ type: 'done' })),
      ended: ({ id }, ending) => (progress.ended(id, ending), done++),
    });
    const { user, system } = process.cpuUsage(before);
    const milliseconds = (user + system) / 1000 / tasks.length;
    console.log(`${milliseconds.toFixed(2)} ms a task`);
    expect(done).toBe(tasks.length);
    expect(milliseconds).toBeLessThan(2);
  } finally {
    rmSync(cache, { recursive: true });
  }
}, 120_000);
