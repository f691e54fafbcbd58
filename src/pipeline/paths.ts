import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Profile } from '../claims/experiment.ts';

export const projectRoot = fileURLToPath(new URL('../../', import.meta.url));

/** The artifact cache: `MULTISCALE_CACHE`, else `.cache/` in the project. */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  return resolve(projectRoot, environment['MULTISCALE_CACHE'] || '.cache');
}

/** Where a profile's results stand, ready for the site. */
export function resultsFolder(cache: string, profile: Profile): string {
  return join(cache, 'results', profile);
}
