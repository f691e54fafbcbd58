import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { digitsOf } from './digit-bytes.ts';
import type { LabelledImages } from './labelled-images.ts';
import { readVerified } from './verified.ts';

const file = fileURLToPath(new URL('../../data/digits-8x8/digits.csv.gz', import.meta.url));
const checksum = '09f66e6debdee2cd2b5ae59e0d6abbb73fc2b0e0185d2e1957e9ebb51e23aa22';

/**
 * Rows of 64 pixels from 0 to 16 and a label, separated by commas.
 * @throws Error naming the file and the first image that is none
 */
export function parseDigits(text: string, name: string): LabelledImages {
  const rows = text
    .trimEnd()
    .split(/\r?\n/)
    // A field without anything in it is no zero.
    .map((line) => line.split(',').map((field) => (field.trim() === '' ? NaN : Number(field))));
  return digitsOf(rows, name);
}

/**
 * The 1,797 vendored digits of 8 × 8 pixels.
 * @throws Error where the file is missing or its checksum is wrong
 */
export async function readDigits8x8(path = file): Promise<LabelledImages> {
  const name = 'data/digits-8x8/digits.csv.gz';
  const remedy = 'restore it from the repository';
  const bytes = await readVerified({ source: 'digits', name, path, checksum, remedy });
  return parseDigits(gunzipSync(bytes).toString('ascii'), name);
}
