import { checkLabels, checkPixels, type LabelledImages } from './labelled-images.ts';

/** Pixels are whole numbers from 0 to 16. */
const brightest = 16;
const side = 8;
const pixels = side ** 2;

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

/** @throws Error naming the file and what is wrong in it first */
function checkRows(rows: readonly ArrayLike<number>[], file: string): void {
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

/**
 * The vendored digits (data/digits-8x8/README.md) from rows of 64 pixels from 0 to 16 and a label.
 * @throws Error naming the file and what is wrong in it first
 */
export function digitsOf(rows: readonly ArrayLike<number>[], file: string): LabelledImages {
  checkRows(rows, file);
  return {
    name: 'digits',
    words: 'handwritten digits of 8 × 8 pixels (UCI optdigits, test part)',
    licence: 'CC BY 4.0',
    side,
    labels: rows.map((row) => row[pixels]),
    pixels: (i) => Array.from({ length: pixels }, (_, pixel) => rows[i][pixel] / brightest),
  };
}

/**
 * The digits that `encodeDigits` wrote.
 * @throws Error where the bytes are not whole digits with a label each
 */
export function decodeDigits(bytes: Uint8Array): LabelledImages {
  const row = pixels + 1;
  if (bytes.length === 0 || bytes.length % row !== 0)
    throw new Error(`digits: ${bytes.length} bytes are not whole rows of ${row}; get them again`);
  const rows = Array.from({ length: bytes.length / row }, (_, i) => bytes.subarray(i * row, (i + 1) * row));
  return digitsOf(rows, 'digits');
}
