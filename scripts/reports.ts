import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { writeAtomically } from '../src/pipeline/atomic.ts';
import { main, parse } from '../src/pipeline/command-line.ts';
import { Complaint } from '../src/pipeline/complaint.ts';
import { projectRoot } from '../src/pipeline/paths.ts';
import { exampleReports } from '../src/site/example-reports.ts';

const help = `npm run reports

Measures the networks of the page "Measure your own" and writes content/reports. Each takes some seconds.

  -h, --help             this text
`;

/** Digits that are kept of a number: more than a figure shows, fewer than would make the pages heavy. */
const digits = 9;

const rounded = (_key: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(digits)) : value;

await main(async () => {
  parse(help, {});
  for (const { name, words } of exampleReports) {
    const { status, stdout } = spawnSync(
      process.execPath,
      [join(projectRoot, 'scripts/measure.ts'), ...words, '--force', '--json'],
      { cwd: projectRoot, stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 2 ** 28 },
    );
    if (status !== 0) throw new Complaint(`${name} could not be measured`);
    const text = JSON.stringify(JSON.parse(stdout.toString()), rounded);
    await writeAtomically(join(projectRoot, 'content/reports', `${name}.json`), `${text}\n`);
    console.log(`content/reports/${name}.json`);
  }
  return 0;
});
