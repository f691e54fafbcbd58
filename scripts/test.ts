import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { experiments } from '../src/registry/experiments.ts';
import { Complaint } from '../src/pipeline/complaint.ts';
import { cacheFolder, projectRoot, resultsFolder } from '../src/pipeline/paths.ts';
import { planRun } from '../src/pipeline/plan-run.ts';
import { runExperiments } from '../src/pipeline/run.ts';
import { runSite } from '../src/pipeline/site.ts';
import { runProgram, untilSignal } from '../src/pipeline/stoppable.ts';
import { runOptions } from './experiment-options.ts';
import { main, oneOf, parse, UsageError } from '../src/pipeline/command-line.ts';

const help = `npm test -- [options]

Unit, engine, pipeline and browser tests; ends with "N passed, N failed". The pages tested are built for it, to be
served under /multiscale/: from the full profile where its results are in the cache, else from the quick profile,
which is run first.

  --suite unit|site      only the tests of the program, or only those of the built pages (default: both)
  --only TEXT            only tests of the program whose file's path has this text; no pages are built
  -h, --help             this text
`;

interface Tally {
  passed: number;
  failed: number;
}

const reports = join(projectRoot, '.cache/test-reports');
const site = join(projectRoot, '.cache/test-site');
/** Where the tests serve it: a site of a project, unlike one of its own host, has a path before its pages. */
const base = '/multiscale';

function run(
  module: string,
  words: readonly string[],
  environment: NodeJS.ProcessEnv,
  stop: AbortSignal,
): Promise<number> {
  return runProgram(process.execPath, [join(projectRoot, 'node_modules', module), ...words], {
    stop,
    cwd: projectRoot,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...environment },
  });
}

/** What a runner reported; a runner that failed without a report counts as one failure. */
function tally(file: string, code: number, read: (report: never) => Tally): Tally {
  try {
    const counts = read(JSON.parse(readFileSync(file, 'utf8')) as never);
    return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
  } catch {
    return { passed: 0, failed: 1 };
  }
}

async function vitest(stop: AbortSignal, only: readonly string[] = []): Promise<Tally> {
  const file = join(reports, 'vitest.json');
  const words = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...only];
  const code = await run('vitest/vitest.mjs', words, { MULTISCALE_DIST: site }, stop);
  return tally(file, code, (report: { numPassedTests: number; numFailedTests: number }) => ({
    passed: report.numPassedTests,
    failed: report.numFailedTests,
  }));
}

async function playwright(stop: AbortSignal): Promise<Tally> {
  const file = join(reports, 'playwright.json');
  const environment = { MULTISCALE_DIST: site, PLAYWRIGHT_JSON_OUTPUT_NAME: file };
  const code = await run('@playwright/test/cli.js', ['test', '--reporter=list,json'], environment, stop);
  return tally(
    file,
    code,
    ({ stats }: { stats: { expected: number; unexpected: number; flaky: number } }) => ({
      passed: stats.expected,
      failed: stats.unexpected + stats.flaky,
    }),
  );
}

/** Builds the pages to be tested from the current sources; what went wrong, in words, where that fails. */
async function buildSite(): Promise<string | null> {
  const full = await runOptions({ force: false });
  const profile =
    full.profile === 'full' && (await planRun(full)).every(({ cause }) => cause === 'present')
      ? 'full'
      : 'quick';
  console.log(`Building the pages to test from the ${profile} profile of ${experiments.length} experiments`);
  const { failures } = await runExperiments({ ...full, profile });
  if (failures.length > 0)
    return `experiments failed:\n${failures.map(({ task, reason }) => `  ${task.id}: ${reason}`).join('\n')}`;
  const results = resultsFolder(cacheFolder(), profile);
  await runSite({ command: 'build', results, out: site, base });
  return null;
}

/** The tests of the program do not need the pages; those of the pages count as one failure where there are none. */
async function pagesFailed(): Promise<string | null> {
  return buildSite().catch((error: Error) =>
    error instanceof Complaint ? error.message : (error.stack ?? error.message),
  );
}

async function runTests(
  suite: 'unit' | 'site' | 'both',
  only: string | undefined,
  stop: AbortSignal,
): Promise<number> {
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  if (only !== undefined) return conclude([await vitest(stop, [only])]);
  const fault = await pagesFailed();
  const tallies: Tally[] = [
    ...(suite === 'site' ? [] : [await vitest(stop)]),
    ...(fault !== null ? [{ passed: 0, failed: 1 }] : suite === 'unit' ? [] : [await playwright(stop)]),
  ];
  if (fault !== null) console.error(`\nfailed: the pages to test could not be built, since ${fault}\n`);
  return conclude(tallies);
}

/** The line that a run ends with, and its exit code. */
function conclude(tallies: readonly Tally[]): number {
  const sum = (part: keyof Tally) => tallies.reduce((total, counts) => total + counts[part], 0);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  return sum('failed') === 0 ? 0 : 1;
}

await main(async () => {
  const { values } = parse(help, { suite: { type: 'string' }, only: { type: 'string' } });
  const suite = oneOf('suite', values.suite, ['unit', 'site', 'both'], 'both');
  if (values.only !== undefined && values.suite !== undefined)
    throw new UsageError('--only names tests of the program; do without --suite. Try --help.');
  return untilSignal((stop) => runTests(suite, values.only, stop));
});
