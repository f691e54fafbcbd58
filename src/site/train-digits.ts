import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { decodeDigits, encodeDigits } from '../data/digit-bytes.ts';
import { readDigits8x8 } from '../data/digits-8x8.ts';

/** The vendored digits as the lab that trains on them fetches them, with their checksum. */
export async function trainDigits() {
  const images = await readDigits8x8(join(process.cwd(), 'data/digits-8x8/digits.csv.gz'));
  const bytes = encodeDigits(images);
  return { bytes, images: decodeDigits(bytes), sha256: createHash('sha256').update(bytes).digest('hex') };
}
