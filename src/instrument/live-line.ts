import { createLogUpdate } from 'log-update';
import type { MeasureProgress } from '../measure/landscape/options.ts';
import { duration } from '../pipeline/duration.ts';

/** Where there is no terminal, a line comes this often; milliseconds. */
const plainInterval = 10_000;

/** Says how far a measurement is and how long it will take: on one line of a terminal, else by a line now and then. */
export function liveLine(out: NodeJS.WriteStream = process.stderr) {
  // To hide the cursor would take Ctrl-C from the system, and to be told of it waits for the search that is going on.
  const live = out.isTTY ? createLogUpdate(out, { showCursor: true }) : null;
  const started = Date.now();
  let last = started;
  return {
    at({ share, doing, products }: MeasureProgress): void {
      const now = Date.now();
      if (!live && now - last < plainInterval) return;
      last = now;
      const elapsed = (now - started) / 1000;
      const left = share > 0.02 ? `, about ${duration((elapsed / share) * (1 - share))} left` : '';
      const line = `  ${String(Math.round(100 * share)).padStart(3)} %  ${doing}, ${products} products${left}`;
      if (live) live(line);
      else out.write(`${line}\n`);
    },
    end: () => live?.clear(),
  };
}
