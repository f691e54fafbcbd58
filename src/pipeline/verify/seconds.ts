import { join } from 'node:path';
import { rollup } from 'd3';
import { mean } from '../../math/statistics.ts';
import { writeAtomically } from '../atomic.ts';
import { secondsFile, variantName } from '../times.ts';
import type { ManifestEntry } from '../../claims/published.ts';

type Run = Pick<ManifestEntry, 'experiment' | 'variant' | 'seconds'>;

/** Keeps the mean seconds of each variant's runs beside the reference, the longest first. */
export async function writeSeconds(folder: string, runs: readonly Run[]): Promise<void> {
  const means = rollup(runs, (of) => Number(mean(of, ({ seconds }) => seconds).toFixed(1)), variantName);
  const sorted = Object.fromEntries([...means].sort(([, one], [, other]) => other - one));
  await writeAtomically(join(folder, secondsFile), `${JSON.stringify(sorted, null, 2)}\n`);
}
