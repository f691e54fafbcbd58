import type { Checkpoint } from './experiment.ts';

/** What was kept under this name, else what `compute` gives, which is kept. */
export function kept<T>(checkpoint: Checkpoint, name: string, compute: () => T): T {
  const known = checkpoint.load<T>(name);
  if (known !== null) return known;
  const value = compute();
  checkpoint.save(name, value);
  return value;
}

/** As `kept`, for what is computed later. */
export async function keptLater<T>(
  checkpoint: Checkpoint,
  name: string,
  compute: () => Promise<T>,
): Promise<T> {
  const known = checkpoint.load<T>(name);
  if (known !== null) return known;
  const value = await compute();
  checkpoint.save(name, value);
  return value;
}

/** For runs that nobody will resume. */
export const noCheckpoint: Checkpoint = { load: () => null, save: () => {} };
