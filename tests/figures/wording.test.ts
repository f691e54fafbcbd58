import { expect, test } from 'vitest';
import type { Verdict } from '../../src/experiments/claim.ts';
import { buildNotice } from '../../src/site/build-notice.ts';
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
  expect(buildNotice({ profile: 'full', backend, dataset: 'fashion-mnist' })!.what).toBe(
    'Its experiments ran on other images than the text says: Fashion-MNIST images.',
  );
});
