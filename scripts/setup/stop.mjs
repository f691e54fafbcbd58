import { constants } from 'node:os';

/** Signals that tell a process to end. */
export const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
/** How long what is at work may take to end; milliseconds. */
const patience = 1500;

/** A signal has ended the set-up. */
export class Interrupted extends Error {
  constructor(signal) {
    super(`ended by ${signal}`);
    this.exitCode = 128 + constants.signals[signal];
  }
}

/**
 * Does work that a signal to this process ends: its children with it, its locks given back.
 * @template T
 * @param {(stop: AbortSignal) => Promise<T>} work
 * @returns {Promise<T>}
 * @throws {Interrupted} where a signal came
 */
export async function untilStopped(work) {
  const stop = new AbortController();
  const end = (signal) => {
    const reason = new Interrupted(signal);
    stop.abort(reason);
    setTimeout(() => process.exit(reason.exitCode), patience).unref();
  };
  signals.forEach((signal) => process.on(signal, end));
  try {
    const result = await work(stop.signal);
    // Set-up goes on without what is optional, but not because it was told to end.
    stop.signal.throwIfAborted();
    return result;
  } catch (error) {
    stop.signal.throwIfAborted();
    stop.abort(error);
    throw error;
  } finally {
    signals.forEach((signal) => process.off(signal, end));
  }
}
