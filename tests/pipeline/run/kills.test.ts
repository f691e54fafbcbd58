import { expect, test } from 'vitest';
import { isClean, killRuns } from './kills.ts';

test('a run whose workers, parent or whole group are killed ends with the bytes of an undisturbed one', async () => {
  const tally = await killRuns({
    kills: 12,
    seed: 1,
    longestPause: 1000,
    experiments: [],
    backend: 'wasm',
    say: () => undefined,
  });
  console.log(JSON.stringify(tally));
  expect(tally).toMatchObject({ different: [], stray: [], miscounted: [] });
  expect(tally.repeated.steps).toBeLessThanOrEqual(tally.repeated.atMost);
  expect(isClean(tally)).toBe(true);
}, 180_000);
