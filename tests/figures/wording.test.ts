import { expect, test } from 'vitest';
import type { Verdict } from '../../src/claims/claim.ts';
import { buildNotice, profileInWords } from '../../src/site/build-notice.ts';
import { headline } from '../../src/site/headline.ts';
import { formatBytes, formatNumber, listed } from '../../src/figures/numbers.ts';

const claims = (...verdicts: Verdict[]) =>
  Array.from({ length: 6 }, (_, i) => ({ verdict: verdicts[i] ?? 'not measured' }));

test('the headline counts verdicts', () => {
  expect(headline(claims())).toMatch(/^None of six claims .* is measured/);
  expect(headline(claims('refuted'))).toMatch(/^One of six claims .* is measured so far: it fails$/);
  expect(headline(claims('partly', 'supported', 'partly'))).toMatch(
    /^Three of six .*: one holds and two hold in part$/,
  );
  expect(headline(claims('partly', 'supported', 'partly', 'refuted', 'inconclusive', 'supported'))).toMatch(
    /^Of six .*, two hold, two hold in part, one fails and one stays open$/,
  );
});

test('numbers show two decimals, or powers of ten where those would hide them', () => {
  expect([0, 1.146, -0.5, 512.4].map(formatNumber)).toEqual(['0', '1.15', '\u22120.50', '512']);
  expect(formatNumber(3.2e-9)).toBe('3.2\u00a0×\u00a010<sup>\u22129</sup>');
});

test('lists and sizes read as words', () => {
  expect(listed(['a', 'b', 'c'])).toBe('a, b and c');
  expect([999, 1234, 2.5e6].map(formatBytes)).toEqual(['999 B', '1.2 kB', '2.5 MB']);
});

test('only the full build on native TensorFlow goes without a notice', () => {
  const backend = { name: 'native', version: '', threads: 1, precision: 'float32' } as const;
  expect(buildNotice({ profile: 'full', backend })).toBeNull();
  expect(buildNotice({ profile: 'quick', backend })!.what).toMatch(
    /^Its experiments ran in the quick profile/,
  );
  expect(buildNotice({ profile: 'full', backend: { ...backend, name: 'wasm' } })!.what).toMatch(
    /^Its experiments ran on WebAssembly/,
  );
  expect(buildNotice({ profile: 'quick', backend: { ...backend, name: 'wasm' } })!.what).toMatch(
    /quick profile.*They ran on WebAssembly/,
  );
});

const native = { name: 'native', version: '', threads: 1, precision: 'float32' } as const;
const whole = {
  profile: 'full',
  backend: native,
  experiments: ['growth', 'edge', 'decay'],
  incomplete: [],
} as const;

test.each([
  [
    { dataset: 'fashion-mnist' },
    'Its experiments ran on Fashion-MNIST images in place of the images that each has of its own.',
    'full, on Fashion-MNIST images',
  ],
  [
    { seeds: 2 },
    'Its experiments ran with other seeds than their own: seeds 0 and 1.',
    'full, seeds 0 and 1',
  ],
  [
    { firstSeed: 100 },
    'Its experiments ran with other seeds than their own: as many as each experiment has, from 100 on.',
    'full, as many as each experiment has, from 100 on',
  ],
  [
    { seeds: 1, firstSeed: 7 },
    'Its experiments ran with other seeds than their own: seed 7.',
    'full, seed 7',
  ],
  [
    { experiments: ['growth'], incomplete: ['edge', 'decay'] },
    'Of its three experiments, only growth ran as a whole.',
    'full, 1 of 3 experiments, only growth',
  ],
  [
    { experiments: ['growth', 'edge'], incomplete: ['decay'] },
    'Of its three experiments, runs of decay are missing or have failed.',
    'full, 2 of 3 experiments, without decay',
  ],
  [
    { experiments: [], incomplete: ['edge', 'decay'] },
    'None of its experiments ran as a whole.',
    'full, none of 2 experiments as a whole',
  ],
] as const)('a build of %o says so in its banner and at its foot', (of, what, foot) => {
  const build = { ...whole, ...of } as Parameters<typeof buildNotice>[0];
  expect(buildNotice(build)!.what).toBe(what);
  expect(profileInWords(build)).toBe(foot);
});

test('a build that departs in several ways names each', () => {
  const build = { ...whole, profile: 'quick', dataset: 'cifar-10', seeds: 3 } as const;
  expect(buildNotice(build)!.what).toMatch(
    /^Its experiments ran in the quick profile.* They ran on CIFAR-10 images in grey .* They ran with other seeds than their own: seeds 0 to 2/,
  );
  expect(buildNotice(whole)).toBeNull();
  expect(profileInWords(whole)).toBe('full');
});
