import { checkLabels, checkPixels, type LabelledImages } from './labelled-images.ts';

/** Pixels are whole numbers from 0 to 16. */
export const brightest = 16;
const side = 8;
const pixels = side ** 2;

/** Facts of the vendored digits (data/digits-8x8/README.md), the same wherever they are read. */
export const digitFacts = {
  name: 'digits',
  words: 'handwritten digits of 8 × 8 pixels (UCI optdigits, test part)',
  licence: 'CC BY 4.0',
  side,
} as const;

/**
 * The digits as the browser gets them: 64 bytes from 0 to 16 each, and the label behind them.
 * @throws Error naming the first pixel or label that no such byte holds
 */
export function encodeDigits(images: LabelledImages): Uint8Array<ArrayBuffer> {
  const rows = Array.from(images.labels, (label, i) => [
    ...Array.from(images.pixels(i), (value) => value * brightest),
    label,
  ]);
  checkRows(rows, images.name);
  return Uint8Array.from(rows.flat());
}

/**
 * Rows of 64 pixels and a label.
 * @throws Error naming the file and what is wrong in it first
 */
export function checkRows(rows: readonly ArrayLike<number>[], file: string): void {
  const short = rows.findIndex(({ length }) => length !== pixels + 1);
  if (short >= 0)
    throw new Error(
      `${file}: image ${short} has ${rows[short].length} numbers, expected ${pixels} pixels and a label; get it again`,
    );
  const all = rows.flatMap((row) => Array.from(row).slice(0, pixels));
  checkPixels(all, brightest, side, file);
  const between = all.findIndex((value) => !Number.isInteger(value));
  if (between >= 0)
    throw new Error(
      `${file}: pixel ${between % pixels} of image ${Math.floor(between / pixels)} is ${all[between]}, no whole number; get it again`,
    );
  checkLabels(
    rows.map((row) => row[pixels]),
    file,
  );
}

/** @throws Error where the bytes are not whole digits with a label each */
export function decodeDigits(bytes: Uint8Array): LabelledImages {
  const row = pixels + 1;
  if (bytes.length === 0 || bytes.length % row !== 0)
    throw new Error(`digits: ${bytes.length} bytes are not whole rows of ${row}; get them again`);
  const rows = Array.from({ length: bytes.length / row }, (_, i) => bytes.subarray(i * row, (i + 1) * row));
  checkRows(rows, digitFacts.name);
  return {
    ...digitFacts,
    labels: Uint8Array.from(rows, (digit) => digit[pixels]),
    pixels: (i) => Array.from(rows[i].subarray(0, pixels), (value) => value / brightest),
  };
}
