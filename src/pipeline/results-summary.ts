import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { judgedClaimSchema } from '../claims/claim.ts';
import { experimentsInWords, imagesInWords, scopeSchema, seedsInWords } from '../claims/scope.ts';
import { fieldFault } from './field-fault.ts';

function read<T>(folder: string, name: string, schema: z.ZodType<T>): T {
  const value: unknown = JSON.parse(readFileSync(join(folder, name), 'utf8'));
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Error(`${name}, ${fieldFault(parsed.error, value)}`);
}

/** What a results folder is of and its verdicts, in a line; null where there are no results. */
export function readResultsSummary(folder: string): string | null {
  try {
    const claims = read(folder, 'claims.json', z.array(judgedClaimSchema));
    const scope = read(folder, 'build.json', scopeSchema);
    const of = [experimentsInWords(scope), imagesInWords(scope), seedsInWords(scope)].join(', ');
    return `${claims.map(({ id, verdict }) => `${id} ${verdict}`).join(', ')} (${of})`;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    return `damaged (${(error as Error).message.split('\n')[0]}); npm run experiments writes it again`;
  }
}
