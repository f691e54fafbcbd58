import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { random } from '../../../src/math/random.ts';
import { FileCheckpoint } from '../../../src/pipeline/checkpoint.ts';
import { processIdentity } from '../../../src/pipeline/process-identity.ts';
import { runExperiments, type RunSummary } from '../../../src/pipeline/run.ts';
import { Store } from '../../../src/pipeline/store.ts';
import { fingerprints, linesOf, startRun, strayFiles, until, untilEnd } from './fixture.ts';
import { registeredAs, stepsPerCheckpoint, walkSeeds, walkSteps } from './registry.ts';

let folder: string;
let cache: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'run-'));
  cache = join(folder, 'cache');
});
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

async function run(...ids: string[]): Promise<RunSummary & { readonly said: readonly string[] }> {
  const said: string[] = [];
  const summary = await runExperiments({
    registered: registeredAs(...ids),
    registry: new URL('./registry.ts', import.meta.url),
    cache,
    profile: 'quick',
    backendName: 'wasm',
    workers: 2,
    names: [],
    force: false,
    say: (line) => void said.push(line),
  });
  return { ...summary, said };
}

const manifest = () =>
  (
    JSON.parse(readFileSync(join(cache, 'results/quick/manifest.json'), 'utf8')) as {
      artifacts: { id: string; status: string; reason: string | null; files: Record<string, string> }[];
    }
  ).artifacts;

test('a run over its time limit, out of memory, dead or wrong is recorded with its reason, while the others go on', async () => {
  // For the workers: the run that fills its memory comes to its end soon.
  vi.stubEnv('NODE_OPTIONS', '--max-old-space-size=64');
  const { failures } = await run('walk', 'trouble', 'endless', 'after').finally(() => vi.unstubAllEnvs());
  const expected = {
    'trouble-throws-seed0': /^Error: no minimum found/,
    'trouble-dies-seed0': /^its worker was killed \(SIGKILL\)/,
    'trouble-hungry-seed0': /^its worker ran out of memory$/,
    'endless-a-seed0': /^not done within its time limit of 1 s$/,
    'after-a-seed0': /^it needs endless-a-seed0, which failed$/,
  };
  const reasons = Object.fromEntries(failures.map(({ task, reason }) => [task.id, reason]));
  expect(Object.keys(reasons).sort()).toEqual(Object.keys(expected).sort());
  for (const [id, reason] of Object.entries(expected)) {
    expect(reasons[id]).toMatch(reason);
    expect(manifest().find((entry) => entry.id === id)).toMatchObject({
      status: 'failed',
      reason: reasons[id],
    });
  }
  const complete = manifest().filter(({ status }) => status === 'complete');
  expect(complete.map(({ id }) => id)).toEqual(walkSeeds.map((seed) => `walk-sine-seed${seed}`));
  for (const { id, files } of complete)
    expect(files).toEqual({
      [`artifacts/${id}.json`]: fingerprints(cache).get(`artifacts/${id}.json`),
      [`tensors/${id}.safetensors`]: fingerprints(cache).get(`tensors/${id}.safetensors`),
    });
}, 120_000);

test('a rerun changes no byte of what is published, and runs nothing', async () => {
  await run('walk');
  const before = fingerprints(cache);
  const { decisions } = await run('walk');
  expect(decisions.map(({ cause }) => cause)).toEqual(walkSeeds.map(() => 'present'));
  expect(fingerprints(cache)).toEqual(before);
  rmSync(cache, { recursive: true });
  await run('walk');
  expect(fingerprints(cache)).toEqual(before);
});

test('entries that were damaged or do not match their schema are named, set aside and made again, never published', async () => {
  await run('walk');
  const before = fingerprints(cache);
  const keys = readdirSync(join(cache, 'artifacts'));
  const chance = random(0, 'damage');
  for (let round = 0; round < 3; round++) {
    const names = ['artifact.json', 'tensors.safetensors', 'provenance.json'];
    const damaged = keys.slice(0, 4).map((key, i) => {
      const path = join(cache, 'artifacts', key, names[(round + i) % 3]);
      const content = readFileSync(path);
      const at = chance.integer(0, content.length - 1);
      if (i % 2 === 0) content[at] ^= chance.integer(1, 255);
      // A new file: what is published from this entry may be the same file under another name.
      rmSync(path);
      writeFileSync(path, i % 2 === 0 ? content : content.subarray(0, at));
      return key;
    });
    await spoilSchema(keys[4]);
    const { decisions, said } = await run('walk');
    const due = decisions.filter(({ cause }) => cause === 'damaged');
    expect(due.map(({ task }) => task.key).sort()).toEqual([...damaged, keys[4]].sort());
    for (const { task } of due)
      expect(said.some((line) => line.startsWith(`${task.id}: its cache entry is damaged`))).toBe(true);
    expect(fingerprints(cache)).toEqual(before);
    expect(readdirSync(join(cache, 'damaged'))).toHaveLength(5 * (round + 1));
  }
}, 120_000);

/** Gives an entry an artifact that is whole, with a right checksum, and not what its experiment promises. */
async function spoilSchema(key: string): Promise<void> {
  const store = new Store(cache);
  const found = await store.read(key);
  if (found.state !== 'present') throw new Error(found.state);
  const text = new TextDecoder().decode(found.entry.files['artifact.json']);
  await store.remove(key);
  await store.write(key, found.entry.provenance, {
    ...found.entry.files,
    'artifact.json': new TextEncoder().encode(text.replace('"path":[', '"path":["far",')),
  });
}

test('two runs at once on one cache share the work, and neither disturbs the other', async () => {
  const environment = { MULTISCALE_TEST_LOG: join(folder, 'log') };
  const both = [startRun(cache, ['walk'], { environment }), startRun(cache, ['walk'], { environment })];
  expect(await Promise.all(both.map(untilEnd))).toEqual([0, 0]);
  expect(linesOf(environment.MULTISCALE_TEST_LOG).sort()).toEqual(
    walkSeeds.flatMap((seed) => Array.from({ length: walkSteps }, (_, i) => `walk-${seed} ${i + 1}`)).sort(),
  );
  expect(fingerprints(cache).size).toBe(2 * walkSeeds.length);
  expect(strayFiles(cache)).toEqual([]);
}, 60_000);

test('what a process leaves that dies after storing its result is gone after the next run', async () => {
  expect(await untilEnd(startRun(cache, ['walk']))).toBe(0);
  const [key] = readdirSync(join(cache, 'artifacts'));
  new FileCheckpoint(cache, key).save('steps', [1, 2]);
  // No process has this number.
  writeFileSync(join(cache, 'locks', key), processIdentity().replace(/^\d+/, '4194305'));
  expect(strayFiles(cache)).not.toEqual([]);
  expect(await untilEnd(startRun(cache, ['walk']))).toBe(0);
  expect(strayFiles(cache)).toEqual([]);
}, 60_000);

test('Ctrl-C ends a run at once and cleanly; the next one goes on from the checkpoints', async () => {
  const environment = { MULTISCALE_TEST_LOG: join(folder, 'log') };
  const log = environment.MULTISCALE_TEST_LOG;
  const first = startRun(cache, ['walk'], { environment });
  await until(() => linesOf(log).length > 1.5 * walkSteps);
  // As a terminal does, to the whole group.
  process.kill(-first.pid!, 'SIGINT');
  expect(await untilEnd(first)).toBe(130);
  expect(first.said()).toContain('Interrupted');
  const done = linesOf(log).length;
  expect(readdirSync(join(cache, 'locks'))).toEqual([]);
  expect(await untilEnd(startRun(cache, ['walk'], { environment }))).toBe(0);
  const all = walkSeeds.length * walkSteps;
  expect(done).toBeLessThan(all);
  // Two workers were at work, each with less than a checkpoint's worth of steps to repeat.
  expect(linesOf(log).length - all).toBeLessThanOrEqual(2 * stepsPerCheckpoint);
  expect(strayFiles(cache)).toEqual([]);
}, 60_000);
