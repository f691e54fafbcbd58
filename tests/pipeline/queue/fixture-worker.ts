/* fixture-worker.ts URL CACHE LOG COUNT PAUSE SOURCE COMMIT: a worker of a queue whose tasks take PAUSE milliseconds. */
import { appendFileSync } from 'node:fs';
import { setTimeout as nap } from 'node:timers/promises';
import { endOnSignals } from '../../../src/pipeline/end-on-signals.ts';
import { runQueueWorker } from '../../../src/pipeline/queue/queue-worker.ts';
import { Store } from '../../../src/pipeline/store.ts';
import { announcementOf, checkFixture, fixtureArtifact, fixtureTasks, provenanceOf } from './fixture.ts';

const [url, cache, log, count, pause, source, commit] = process.argv.slice(2);
const store = new Store(cache);
const tasks = fixtureTasks(Number(count), source);

const stop = new AbortController();
let serving: Promise<void> | undefined;
endOnSignals(async () => {
  stop.abort();
  await serving;
}, 0);

try {
  serving = runQueueWorker({
    url,
    concurrency: 1,
    store,
    plan: () => Promise.resolve({ tasks, announcement: announcementOf(tasks, commit) }),
    execute: async (task, hear) => {
      hear(0.5, 'napping');
      process.stderr.write(`begun   ${task.id}\n`);
      await nap(Number(pause));
      for (const key of task.inputs)
        if ((await store.read(key)).state !== 'present') return { type: 'failed', reason: 'no input' };
      appendFileSync(log, `${task.id}\n`);
      await store.write(task.key, provenanceOf(task), { 'artifact.json': fixtureArtifact(task) });
      return { type: 'done' };
    },
    checkArtifact: checkFixture,
    say: (line) => process.stderr.write(`${line}\n`),
    silence: 1000,
    signal: stop.signal,
  });
  await serving;
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
// Whatever it still pretends to compute.
process.exit();
