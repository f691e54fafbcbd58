import sharp from 'sharp';

/** Colours differ where a channel differs by more than this, of 255: edges of one line drawn by two builds do not. */
const channelTolerance = 64;
/** Pixels that may differ: what rounding does to the ends of lines and to letters, far less than a wrong curve. */
export const pixelTolerance = 40;

export interface Comparison {
  /** Pixels that differ, or Infinity where the pictures are not of one size. */
  readonly differing: number;
  /** PNG: what differs in red, over a pale copy of the first picture; null where the sizes differ. */
  readonly difference: Uint8Array | null;
}

const pixels = async (png: Uint8Array) =>
  sharp(png).flatten({ background: '#fff' }).removeAlpha().raw().toBuffer({ resolveWithObject: true });

/** Compares two pictures, PNG. */
export async function compare(before: Uint8Array, after: Uint8Array): Promise<Comparison> {
  const [a, b] = await Promise.all([pixels(before), pixels(after)]);
  const { width, height } = a.info;
  if (width !== b.info.width || height !== b.info.height) return { differing: Infinity, difference: null };
  const shown = new Uint8Array(a.data.length);
  let differing = 0;
  for (let i = 0; i < a.data.length; i += 3) {
    const apart = [0, 1, 2].some((c) => Math.abs(a.data[i + c] - b.data[i + c]) > channelTolerance);
    differing += Number(apart);
    for (let c = 0; c < 3; c++) shown[i + c] = apart ? (c === 0 ? 220 : 0) : 192 + a.data[i + c] / 4;
  }
  const difference = await sharp(shown, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
  return { differing, difference };
}
