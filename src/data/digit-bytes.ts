import type { LabelledImages } from './labelled-images.ts';

const [side, brightest] = [8, 16];
const pixels = side ** 2;

/** Facts of the vendored digits (data/digits-8x8/README.md), the same wherever they are read. */
export const digitFacts = {
  name: 'digits',
  words: 'handwritten digits of 8 × 8 pixels (UCI optdigits, test part)',
  licence: 'CC BY 4.0',
  side,
} as const;

/** The digits as the browser gets them: 64 bytes from 0 to 16 each, and the label behind them. */
export function encodeDigits(images: LabelledImages): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(images.labels.length * (pixels + 1));
  for (let i = 0; i < images.labels.length; i++) {
    Array.from(images.pixels(i)).forEach((value, j) => {
      bytes[i * (pixels + 1) + j] = Math.round(value * brightest);
    });
    bytes[i * (pixels + 1) + pixels] = images.labels[i];
  }
  return bytes;
}

/** @throws Error where the bytes are not whole digits */
export function decodeDigits(bytes: Uint8Array): LabelledImages {
  const row = pixels + 1;
  if (bytes.length === 0 || bytes.length % row !== 0)
    throw new Error(`digits: ${bytes.length} bytes are not whole rows of ${row}`);
  return {
    ...digitFacts,
    labels: Uint8Array.from({ length: bytes.length / row }, (_, i) => bytes[i * row + pixels]),
    pixels: (i) => Array.from(bytes.subarray(i * row, i * row + pixels), (value) => value / brightest),
  };
}
