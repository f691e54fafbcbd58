import { z } from 'zod';
import type { Envelope } from '../../claims/envelope.ts';
import { spanned } from '../../figures/numbers.ts';

const windowed = z.object({ window: z.int() });

/** How long the windows of some runs are, in words: `200 steps`. */
export function windowWords(runs: readonly Pick<Envelope, 'parameters'>[]): string {
  const lengths = runs.flatMap(({ parameters }) => windowed.safeParse(parameters).data?.window ?? []);
  return lengths.length === 0 ? 'its steps' : `${spanned(lengths, String)} steps`;
}
