import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RunOptions } from '../../../src/pipeline/run-options.ts';
import { runExperiments } from '../../../src/pipeline/run.ts';
import { registeredAs } from './registry.ts';

let cache: string;
beforeEach(() => void (cache = mkdtempSync(join(tmpdir(), 'head-'))));
afterEach(() => rmSync(cache, { recursive: true }));

async function headOf(ids: readonly string[], options: Partial<RunOptions> = {}) {
  await runExperiments({
    registered: registeredAs(...ids),
    registry: new URL('./registry.ts', import.meta.url),
    cache,
    profile: 'quick',
    backendName: 'wasm',
    workers: 2,
    names: [],
    force: false,
    say: () => undefined,
    ...options,
  });
  const read = (name: string) =>
    JSON.parse(readFileSync(join(cache, 'results/quick', name), 'utf8')) as Record<string, unknown> & {
      artifacts: { command: string }[];
    };
  const { options: again, date, ...head } = read('build.json');
  const { artifacts, ...stated } = read('manifest.json');
  expect([stated, typeof date]).toEqual([head, 'string']);
  return { ...head, again, commands: artifacts.map(({ command }) => command) };
}

test('the head of a whole default run names its experiments', async () => {
  expect(await headOf(['walk', 'empty'])).toMatchObject({
    ...{ profile: 'quick', dataset: null, seeds: null, firstSeed: 0 },
    experiments: ['walk', 'empty'],
    incomplete: [],
    again: ['--profile quick', '--backend wasm'],
  });
});

test('the head says which seeds and images were asked for, and commands ask for them again', async () => {
  const asked = { seeds: 1, firstSeed: 7, dataset: 'fashion-mnist', dataFolder: '/data/it’s mine' } as const;
  const head = await headOf(['empty'], asked);
  expect(head).toMatchObject({ seeds: 1, firstSeed: 7, dataset: 'fashion-mnist' });
  const again =
    "--profile quick --backend wasm --seeds 1 --first-seed 7 --dataset fashion-mnist --data-dir '/data/it’s mine'";
  expect((head.again as string[]).join(' ')).toBe(again);
  expect(head.commands).toEqual([`npm run experiments -- empty-a-seed7 ${again} --force`]);
});

test('an experiment of which a run failed or was not asked for is not among the whole ones', async () => {
  expect(await headOf(['walk', 'trouble', 'empty'], { names: ['walk-sine-seed1', 'empty'] })).toMatchObject({
    experiments: ['empty'],
    incomplete: ['walk', 'trouble'],
  });
  expect(await headOf(['endless', 'empty'])).toMatchObject({
    experiments: ['empty'],
    incomplete: ['endless'],
  });
});
