import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { sweepSchema, type Sweep } from '../src/studies/sweep/schema.ts';
import { UsageError } from '../src/pipeline/command-line.ts';

/**
 * Reads the grid that `--sweep` names.
 * @throws UsageError that names the file and the field that is wrong
 */
export function readSweep(path: string): Sweep {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new UsageError(`--sweep: ${path} cannot be read as JSON: ${(error as Error).message}`);
  }
  const parsed = sweepSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new UsageError(`--sweep: ${path} is not a sweep\n${z.prettifyError(parsed.error)}`);
}
