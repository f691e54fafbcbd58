import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { endBy, leaves, linesOf, startRun, until, untilEnd, type Started } from './fixture.ts';
import { walkSeeds } from './registry.ts';

let folder: string;
let cache: string;
let run: Started;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'signals-'));
  cache = join(folder, 'cache');
});
afterEach(() => {
  if (leaves(run)) process.kill(-run.pid!, 'SIGKILL');
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const log = () => join(folder, 'log');
const start = (...ids: string[]) =>
  (run = startRun(cache, ids, { environment: { MULTISCALE_TEST_LOG: log() } }));
const locks = () => (existsSync(join(cache, 'locks')) ? readdirSync(join(cache, 'locks')) : []);

/** What a run of one task that hears of nothing, and of others, does when a signal comes. */
const stages: Readonly<Record<string, () => boolean>> = {
  planning: () => existsSync(cache),
  computing: () => linesOf(log()).includes('stuck'),
};

test.each([
  ['SIGINT', 'planning', 130],
  ['SIGTERM', 'planning', 143],
  ['SIGTERM', 'computing', 143],
  ['SIGHUP', 'computing', 129],
] as const)(
  '%s ends a run while it is %s, and leaves no process and no lock',
  async (signal, stage, code) => {
    start('stuck', 'walk');
    await until(stages[stage]);
    expect(await endBy(signal, run)).toBe(code);
    expect(run.said()).toContain('Interrupted');
    expect(run.said()).not.toMatch(/failed|Error| at /);
    expect(locks()).toEqual([]);
  },
  30_000,
);

test('a run that is told several times, as by a terminal, npm and set-up, ends as after once', async () => {
  start('stuck', 'walk');
  await until(stages.computing);
  for (let i = 0; i < 3; i++) process.kill(-run.pid!, 'SIGINT');
  expect(await endBy('SIGINT', run, 'group')).toBe(130);
  expect(run.said().match(/Interrupted/g)).toHaveLength(1);
  expect(locks()).toEqual([]);
}, 30_000);

test('SIGTERM while results are published ends a run; the next one publishes them', async () => {
  start('walk');
  await until(() => run.said().includes(`(${walkSeeds.length} of ${walkSeeds.length})`));
  const code = await endBy('SIGTERM', run);
  // It may have been done by then.
  expect([0, 143]).toContain(code);
  expect(locks()).toEqual([]);
  expect(await untilEnd(start('walk'))).toBe(0);
  expect(readdirSync(join(cache, 'results/quick/artifacts'))).toHaveLength(walkSeeds.length);
}, 30_000);

test('a run that fails as a whole ends at once, whatever a task still computes', async () => {
  start('stuck', 'walk');
  await until(() => stages.computing() && locks().length > 1);
  rmSync(join(cache, 'locks'), { recursive: true, force: true });
  writeFileSync(join(cache, 'locks'), '');
  expect(await untilEnd(run)).toBe(1);
  expect(run.said()).toMatch(/the artifact cache .* is not a folder/);
  await until(() => !leaves(run));
}, 30_000);
