/*
 * Imported before a program that must not go on without the process that started it, however that one ends. A thread of
 * its own looks after that, since the program may be busy for seconds.
 */
import { isMainThread, Worker, workerData } from 'node:worker_threads';

const name = 'end-with-parent';

if (isMainThread)
  new Worker(new URL(import.meta.url), { workerData: { name, parent: process.ppid }, execArgv: [] }).unref();
else if ((workerData as { name?: string } | null)?.name === name) {
  const { parent } = workerData as { parent: number };
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
  }, 200);
}
