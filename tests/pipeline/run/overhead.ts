/*
 * overhead.ts [--tasks N]
 *
 * What the pipeline itself costs: a run of N empty tasks (10,000 by default) with its scheduler, two worker processes,
 * locks and the store on the disk, and another run that has nothing to do. By the clock, so on a calm machine.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startRun, strayFiles, untilEnd } from './fixture.ts';

export interface Overhead {
  readonly tasks: number;
  /** Entries of the store after the runs. */
  readonly entries: number;
  /** Files in the cache that belong to no entry, result or record, and locks. */
  readonly left: readonly string[];
  /** Tasks that the second run did not take from the store. */
  readonly rerun: number;
  /** Milliseconds a task from the first one's start to the last one's end, of the whole run, and of the run without work. */
  readonly milliseconds: { readonly scheduling: number; readonly run: number; readonly rerun: number };
}

interface Timed {
  /** Milliseconds from the line that says what is to run to the end of the last task. */
  readonly scheduling: number;
  readonly whole: number;
  readonly due: number;
}

async function timedRun(cache: string, seeds: number): Promise<Timed> {
  const begun = performance.now();
  const run = startRun(cache, ['empty'], { seeds });
  let [planned, last] = [begun, begun];
  run.stderr!.on('data', (text: Buffer) => {
    if (/ reused, \d+ to run/.test(text.toString())) planned = performance.now();
    if (text.includes('  done  ')) last = performance.now();
  });
  if ((await untilEnd(run)) !== 0) throw new Error(`a run failed:\n${run.said().slice(-2000)}`);
  const due = Number(/(\d+) to run/.exec(run.said())![1]);
  return { scheduling: Math.max(0, last - planned), whole: performance.now() - begun, due };
}

/** Runs so many empty tasks on an empty cache, and once more. */
export async function measureOverhead(tasks: number): Promise<Overhead> {
  const cache = mkdtempSync(join(tmpdir(), 'overhead-'));
  try {
    const [first, second] = [await timedRun(cache, tasks), await timedRun(cache, tasks)];
    return {
      tasks: first.due,
      entries: readdirSync(join(cache, 'artifacts')).length,
      left: [...strayFiles(cache), ...readdirSync(join(cache, 'locks'))],
      rerun: second.due,
      milliseconds: {
        scheduling: first.scheduling / tasks,
        run: first.whole / tasks,
        rerun: second.whole / tasks,
      },
    };
  } finally {
    rmSync(cache, { recursive: true, force: true, maxRetries: 5 });
  }
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { tasks: { type: 'string', default: '10000' } } });
  const { tasks, entries, left, rerun, milliseconds } = await measureOverhead(Number(values.tasks));
  const each = (value: number) => `${value.toFixed(2)} ms a task`;
  console.log(`${tasks} empty tasks on two workers; load of the machine ${loadavg()[0].toFixed(1)}`);
  console.log(`  scheduling, computing and storing   ${each(milliseconds.scheduling)}`);
  console.log(`  whole run with start and results    ${each(milliseconds.run)}`);
  console.log(`  whole run with nothing to do        ${each(milliseconds.rerun)}`);
  console.log(`  ${entries} entries stored, ${left.length} files left behind, ${rerun} tasks run again`);
  process.exitCode = entries === tasks && left.length === 0 && rerun === 0 ? 0 : 1;
}
