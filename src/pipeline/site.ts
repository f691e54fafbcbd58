import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { recoverFolder, replaceFolder } from './atomic.ts';
import { Complaint } from './complaint.ts';
import { oneServer } from './dev-lock.ts';
import { ensureWritable } from './disk-fault.ts';
import { Locks } from './locks.ts';
import { projectRoot } from './paths.ts';
import { runProgram, untilSignal } from './stoppable.ts';
import { readResults } from './verify/results-head.ts';
import { damagedFiles } from './verify/stated-files.ts';

export interface SiteOptions {
  readonly command: 'build' | 'dev';
  /** Results to show. */
  readonly results: string;
  /** Where a built site goes; `MULTISCALE_DIST` or `dist/` by default. */
  readonly out?: string;
  /** The path that it is to be served under; `MULTISCALE_BASE` or `/` by default. */
  readonly base?: string;
}

/** What belongs to this checkout, wherever the results are. */
const ownCache = join(projectRoot, '.cache');

/**
 * Serves the pages of a results folder, or builds them beside the last ones and puts them in their place once they have
 * been read back. Two builds in one checkout come after each other. The exit code of Astro, where it was to serve.
 * @throws Complaint where the results are missing or damaged, or the pages cannot be built or are not whole; the last
 *   ones stay
 */
export async function runSite(options: SiteOptions): Promise<number> {
  await checkResults(options.results);
  // Astro keeps there what it has worked out, for live pages too.
  await ensureWritable(ownCache);
  return untilSignal((stop) => {
    if (options.command === 'dev') return oneServer(projectRoot, () => astro(options, stop));
    const wait = () => void process.stderr.write('Waiting for another build of the site in this checkout\n');
    const locks = new Locks(ownCache);
    return locks.during('site', () => build(options, stop), wait, stop);
  });
}

async function checkResults(folder: string): Promise<void> {
  if (!existsSync(join(folder, 'build.json')))
    throw new Complaint(
      `there are no results in ${folder}; make them with npm run experiments (-- --profile quick for those of the quick ` +
        'profile), or name a results folder in MULTISCALE_RESULTS',
    );
  const { artifacts } = await readResults(folder);
  const damaged = await damagedFiles(
    folder,
    artifacts.filter(({ status }) => status !== 'failed'),
  );
  if (damaged.length > 0)
    throw new Complaint(`${folder} is not whole, npm run experiments mends it:\n${damaged.join('\n')}`);
}

async function build(options: SiteOptions, stop: AbortSignal): Promise<number> {
  const out = options.out ?? namedFolder();
  await recoverFolder(out);
  await replaceFolder(out, async (next) => {
    if ((await astro({ ...options, out: next }, stop)) !== 0)
      throw new Complaint(`the pages cannot be built, for the reason above; ${out} is as it was`);
  });
  return 0;
}

/** Where the environment wants the site, links followed. What stands there and is no site is not ours to replace. */
function namedFolder(): string {
  const path = resolve(projectRoot, process.env['MULTISCALE_DIST'] || 'dist');
  if (!existsSync(path)) return path;
  const folder = realpathSync(path);
  const isOwn = path === join(projectRoot, 'dist') || readdirSync(folder).length === 0;
  if (!isOwn && !existsSync(join(folder, 'data/claims.json')))
    throw new Complaint(`${path} holds something else than a site; name an empty folder in MULTISCALE_DIST`);
  return folder;
}

function astro({ command, results, out, base }: SiteOptions, stop: AbortSignal): Promise<number> {
  const script = join(dirname(createRequire(import.meta.url).resolve('astro/package.json')), 'bin/astro.mjs');
  const endWithUs = new URL('./end-with-parent.ts', import.meta.url).href;
  // Pages do not depend on what a shell sets for other programs.
  const environment = { ...process.env };
  delete environment['NODE_ENV'];
  return runProgram(process.execPath, ['--import', endWithUs, script, command], {
    cwd: projectRoot,
    stop,
    env: {
      ...environment,
      ASTRO_TELEMETRY_DISABLED: '1',
      MULTISCALE_RESULTS: results,
      ...(out && { MULTISCALE_DIST: out }),
      ...(base && { MULTISCALE_BASE: base }),
    },
  });
}
