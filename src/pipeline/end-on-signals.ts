import { exitCodeOf, signals } from './stoppable.ts';
import { within } from './within.ts';

/** Milliseconds. */
const patience = 1000;

let told = false;

/** Whether a signal is ending this process: what fails from then on is of no interest. */
export const isToldToEnd = (): boolean => told;

/**
 * Ends this process when it is told to: after `stop`, or a second later whatever that waits for. Gives back what takes
 * the signals off its hands again.
 * @param exitCode what a shell expects of a process that a signal ended, unless it is named
 */
export function endOnSignals(stop: () => Promise<void>, exitCode?: number): () => void {
  let isEnding = false;
  const end = (signal: NodeJS.Signals) => {
    // A terminal tells a whole group, and npm and set-up pass on what they are told: one signal comes several times.
    if (isEnding) return;
    isEnding = true;
    told = true;
    void within(patience, stop()).then(() => process.exit(exitCode ?? exitCodeOf(signal)));
  };
  for (const signal of signals) process.on(signal, end);
  return () => {
    if (!isEnding) for (const signal of signals) process.off(signal, end);
  };
}
