import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Locks } from './locks.ts';
import { projectRoot } from './paths.ts';

export interface SiteOptions {
  readonly command: 'build' | 'dev';
  /** Results to show. */
  readonly results: string;
  /** Where a built site goes; `dist/` by default. */
  readonly out?: string;
  /** The path that it is to be served under; `MULTISCALE_BASE` or `/` by default. */
  readonly base?: string;
}

/** Runs Astro on a results folder; its exit code. Two builds in one checkout come after each other. */
export function runSite(options: SiteOptions): Promise<number> {
  if (options.command === 'dev') return astro(options);
  const wait = () => void process.stderr.write('Waiting for another build of the site in this checkout\n');
  return new Locks(join(projectRoot, '.cache')).during('site', () => astro(options), wait);
}

function astro({ command, results, out, base }: SiteOptions): Promise<number> {
  const script = join(dirname(createRequire(import.meta.url).resolve('astro/package.json')), 'bin/astro.mjs');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, command], {
      cwd: projectRoot,
      stdio: 'inherit',
      env: {
        ...process.env,
        ASTRO_TELEMETRY_DISABLED: '1',
        MULTISCALE_RESULTS: results,
        ...(out && { MULTISCALE_DIST: out }),
        ...(base && { MULTISCALE_BASE: base }),
      },
    });
    const end = () => void child.kill();
    process.once('exit', end);
    child.on('error', reject).on('close', (code) => {
      process.off('exit', end);
      resolve(code ?? 1);
    });
  });
}
