import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { judgedClaimSchema } from '../experiments/claim.ts';

/** The verdicts of a results folder in a line; null where there are no results. */
export function readResultsSummary(folder: string): string | null {
  try {
    const claims = z
      .array(judgedClaimSchema)
      .parse(JSON.parse(readFileSync(join(folder, 'claims.json'), 'utf8')));
    return claims.map(({ id, verdict }) => `${id} ${verdict}`).join(', ');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    return `damaged (${(error as Error).message.split('\n')[0]}); npm run experiments writes it again`;
  }
}
