import { linkSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isInPlace } from '../../src/pipeline/in-place.ts';

let folder: string;
let published: string;
let original: string;
const isThere = () =>
  isInPlace(published, { 'claims.json': 'claims' }, [{ path: 'artifacts/a.json', original }]);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'in-place-'));
  [published, original] = [join(folder, 'results'), join(folder, 'a.json')];
  mkdirSync(join(published, 'artifacts'), { recursive: true });
  writeFileSync(original, 'numbers');
  writeFileSync(join(published, 'claims.json'), 'claims');
  linkSync(original, join(published, 'artifacts/a.json'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a folder with the same texts and links is in place', () => {
  expect(isThere()).toBe(true);
});

test.each<[what: string, change: () => void]>([
  ['another text', () => writeFileSync(join(published, 'claims.json'), 'other')],
  ['a file more', () => writeFileSync(join(published, 'artifacts/b.json'), '')],
  ['a file less', () => rmSync(join(published, 'artifacts/a.json'))],
  [
    'a copy instead of a link',
    () => {
      rmSync(join(published, 'artifacts/a.json'));
      writeFileSync(join(published, 'artifacts/a.json'), 'numbers');
    },
  ],
  ['nothing', () => rmSync(published, { recursive: true })],
])('a folder with %s is not', (_, change) => {
  change();
  expect(isThere()).toBe(false);
});
