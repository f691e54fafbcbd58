import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { experiments } from '../../../src/registry/experiments.ts';
import { projectRoot } from '../../../src/pipeline/paths.ts';
import { summarise, writeReference } from '../../../src/pipeline/verify/reference.ts';
import { claimTest, edit, head, judged } from './fixture.ts';

// Each calls the command several times.
vi.setConfig({ testTimeout: 180_000 });

/** The head of a run of which nothing is whole. */
const nothing = {
  ...head(),
  experiments: [],
  incomplete: experiments
    .filter(({ experiment }) => Object.keys(experiment.variants('quick')).length > 0)
    .map(({ experiment }) => experiment.id),
};

let folder: string;
const at = (name: string) => join(folder, name);
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'verify-'));
  mkdirSync(at('results'));
  const json = (name: string, value: unknown) => writeFileSync(at(name), JSON.stringify(value));
  json('results/build.json', { ...nothing, options: ['--profile quick', '--backend native'] });
  json('results/manifest.json', { ...nothing, artifacts: [] });
  json('results/claims.json', judged([]));
  await writeReference(at('reference'), 'quick-native', summarise(nothing, judged([])));
});
afterEach(() => rmSync(folder, { recursive: true }));

function command(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/verify.ts', ...words], {
    cwd: projectRoot,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

const verify = (...words: string[]) =>
  command('--results', at('results'), '--reference', at('reference'), ...words);

test('what agrees with its reference ends with exit code 0 under the heads of both, and a drift with 1', async () => {
  expect(verify()).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(
      /^ +reference +now\n[^]*data set +each experiment’s own images[^]*6 verdicts agree/,
    ),
    stderr: '',
  });
  const before = summarise({ ...nothing, seeds: 2 }, judged([claimTest('growth', 1.3, 0.02)]));
  await writeReference(at('reference'), 'quick-native', before);
  const gone = 'R1, growth: the test is gone from the results; it passes in the reference (1.3, interval';
  expect(verify()).toMatchObject({
    status: 1,
    stdout: expect.stringMatching(
      /set of seeds \(differs\) +seeds 0 and 1[^]*passes → none +DRIFT: gone +growth[^]*3 drifts:/,
    ),
  });
  expect(verify().stdout).toContain(gone);
  const { drifts, heads } = JSON.parse(verify('--json').stdout) as {
    drifts: string[];
    heads: { alike: boolean }[];
  };
  expect(drifts[2]).toContain(gone);
  expect(heads.filter(({ alike }) => !alike).length).toBe(1);
});

test('what is no whole default run is refused with what it lacks', () => {
  expect(verify('--accept', 'why not')).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/^not accepted: only a whole default run[^]*all experiments: growth, /),
  });
});

test.each<readonly [what: string, words: () => readonly string[], sentence: RegExp]>([
  [
    'no results',
    () => ['--results', at('none')],
    /^there are no results at \S+none; run npm run experiments \(-- --profile quick for those of the quick profile\) first$/,
  ],
  [
    'a file for results',
    () => ['--results', at('reference/quick-native.json')],
    /build.json is not there: a part of its path is a file/,
  ],
  ['no results to compare with', () => ['--against', at('none')], /^there are no results at \S+none; /],
  [
    'a file to compare with',
    () => ['--against', at('reference/quick-native.json')],
    /a part of its path is a file/,
  ],
  ['no reference', () => ['--reference', at('none')], /^there is no reference quick-native in \S+none yet; /],
  [
    'a file for references',
    () => ['--reference', at('reference/quick-native.json')],
    /quick-native.json is not there: a part of its path is a file; --reference names the folder/,
  ],
  [
    'a folder for a reference',
    () => {
      mkdirSync(at('other/quick-native.json'), { recursive: true });
      return ['--reference', at('other')];
    },
    /other\/quick-native.json is a folder where a file should be; --reference names the folder/,
  ],
  [
    'a damaged reference',
    () => {
      edit<{ claims: { verdict: string }[] }>(
        at('reference'),
        'quick-native.json',
        ({ claims }) => (claims[1].verdict = 'so so'),
      );
      return [];
    },
    /quick-native.json is damaged; .*\(claims, R2, verdict: /,
  ],
  [
    'a reference of another backend under its name',
    () => {
      edit<object>(at('reference'), 'quick-native.json', (of) =>
        Object.assign(of, { backend: head('wasm').backend }),
      );
      return [];
    },
    /quick-native.json is the reference of quick-wasm; /,
  ],
])('%s: one sentence without a stack, exit code 1', (_, words, sentence) => {
  const { status, stderr } = verify(...words());
  expect([status, stderr.trimEnd().split('\n').length]).toEqual([1, 1]);
  expect(stderr.trimEnd()).toMatch(sentence);
});

test('a reason is wanted, and unknown options are refused', () => {
  for (const words of [
    ['--accept', ' '],
    ['--keep', ''],
    ['--accept', 'x', '--against', at('native')],
    ['--accept', 'x', '--keep', 'y'],
    ['--tolerance', '3'],
    ['results'],
  ])
    expect(verify(...words).status).toBe(2);
});
