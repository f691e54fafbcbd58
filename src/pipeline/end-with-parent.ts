/* Imported before a program that must not go on without the process that started it, however that one ends. */
import { isMainThread } from 'node:worker_threads';

const parent = process.ppid;
const look = () => {
  if (process.ppid !== parent) process.exit(1);
};
if (isMainThread) setInterval(look, 200).unref();
