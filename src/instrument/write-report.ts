import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../measure/landscape/schema.ts';
import { writeAtomically } from '../pipeline/atomic.ts';
import { UsageError } from '../pipeline/command-line.ts';

const names = { json: 'report.json', html: 'index.html' };

/** @throws UsageError where a folder holds something else than a report, or one that is not to be replaced */
export function mustBeFree(folder: string, force: boolean): void {
  if (!existsSync(folder)) return;
  let there: string[];
  try {
    there = readdirSync(folder);
  } catch {
    throw new UsageError(`${folder}: it is no folder; choose another one with --out.`);
  }
  const foreign = there.find((name) => name !== names.json && name !== names.html && !name.endsWith('.tmp'));
  if (foreign !== undefined)
    throw new UsageError(
      `${folder}: it holds ${foreign}, which is no report; choose another folder with --out.`,
    );
  if (there.includes(names.json) && !force)
    throw new UsageError(
      `${folder}: it holds a report; add --force to replace it, or choose another folder with --out.`,
    );
}

/** Writes `report.json` and the page, each as a whole. */
export async function writeReport(folder: string, report: Report, html: string): Promise<void> {
  await writeAtomically(join(folder, names.html), html);
  await writeAtomically(join(folder, names.json), `${JSON.stringify(report, null, 1)}\n`);
}
