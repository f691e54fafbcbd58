import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Report } from '../measure/landscape/schema.ts';
import { writeAtomically } from '../pipeline/atomic.ts';
import { UsageError } from '../pipeline/command-line.ts';
import { abandonedIn } from '../pipeline/temporary.ts';

const names = { json: 'report.json', html: 'index.html' };

/** @throws UsageError where a folder cannot be made or written to: better now than when all is measured */
function mustBeWritable(folder: string): void {
  let there = resolve(folder);
  while (!existsSync(there)) there = dirname(there);
  if (!statSync(there).isDirectory())
    throw new UsageError(`${folder}: ${there} is no folder; choose another one with --out.`);
  try {
    accessSync(there, constants.W_OK);
  } catch {
    throw new UsageError(`${folder}: ${there} cannot be written to; choose another folder with --out.`);
  }
}

/** @throws UsageError where a folder cannot be written to, or holds something else than a report, or one that is not to be replaced */
export function mustBeFree(folder: string, force: boolean): void {
  mustBeWritable(folder);
  if (!existsSync(folder)) return;
  const there = readdirSync(folder);
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

/** Writes the page and then `report.json`, each as a whole; where there is the one, the other is of the same measurement. */
export async function writeReport(folder: string, report: Report, html: string): Promise<void> {
  await rm(join(folder, names.json), { force: true });
  for (const path of await abandonedIn(folder)) await rm(path, { force: true });
  await writeAtomically(join(folder, names.html), html);
  await writeAtomically(join(folder, names.json), `${JSON.stringify(report, null, 1)}\n`);
}
