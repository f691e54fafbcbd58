import { duration } from '../src/pipeline/duration.ts';
import type { RunSummary } from '../src/pipeline/run.ts';

/** Prints how a run ended; the exit code it deserves. */
export function report({ decisions, failures, claims, folder, seconds }: RunSummary): number {
  const reused = decisions.filter(({ cause }) => cause === 'present').length;
  console.log(
    `${decisions.length} tasks in ${duration(seconds)}: ${reused} from the cache, ${failures.length} failed.`,
  );
  for (const { id, verdict, reason } of claims)
    if (verdict !== 'not measured') console.log(`${id} ${verdict}. ${reason}`);
  console.log(`Results in ${folder}`);
  for (const { task, reason } of failures) console.error(`failed: ${task.id}: ${reason}`);
  return failures.length > 0 ? 1 : 0;
}
