import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { projectRoot } from './paths.ts';

export interface SiteOptions {
  readonly command: 'build' | 'dev';
  /** Results to show. */
  readonly results: string;
  /** Where a built site goes; `dist/` by default. */
  readonly out?: string;
}

/** Runs Astro on a results folder; its exit code. */
export function runSite({ command, results, out }: SiteOptions): Promise<number> {
  const astro = join(dirname(createRequire(import.meta.url).resolve('astro/package.json')), 'bin/astro.mjs');
  return new Promise((resolve, reject) => {
    spawn(process.execPath, [astro, command], {
      cwd: projectRoot,
      stdio: 'inherit',
      env: {
        ...process.env,
        ASTRO_TELEMETRY_DISABLED: '1',
        MULTISCALE_RESULTS: results,
        ...(out && { MULTISCALE_DIST: out }),
      },
    })
      .on('error', reject)
      .on('close', (code) => resolve(code ?? 1));
  });
}
