import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { digitFacts } from './digit-bytes.ts';
import type { LabelledImages } from './labelled-images.ts';
import { readVerified } from './verified.ts';

const file = fileURLToPath(new URL('../../data/digits-8x8/digits.csv.gz', import.meta.url));
const checksum = '09f66e6debdee2cd2b5ae59e0d6abbb73fc2b0e0185d2e1957e9ebb51e23aa22';
const { side } = digitFacts;
const brightest = 16;

/** The 1,797 vendored digits of 8 × 8 pixels (data/digits-8x8/README.md). */
export async function readDigits8x8(path = file): Promise<LabelledImages> {
  const bytes = await readVerified({
    source: 'digits',
    name: 'data/digits-8x8/digits.csv.gz',
    path,
    checksum,
    remedy: 'restore it from the repository',
  });
  const rows = gunzipSync(bytes)
    .toString('ascii')
    .trim()
    .split('\n')
    .map((line) => line.split(',').map(Number));
  return {
    ...digitFacts,
    labels: rows.map((row) => row[side ** 2]),
    pixels: (i) => rows[i].slice(0, side ** 2).map((value) => value / brightest),
  };
}
