/** The 3 x 3 patches, stride 2, padding 1, of a square image: which pixels a convolution sees at each position. */
export interface Patches {
  /** Pixels of the image and numbers at each of them. */
  readonly pixels: number;
  readonly channels: number;
  readonly positions: number;
  /** Pixel of each patch entry, [positions, 9]; −1 in the padding. */
  readonly sources: Int32Array;
}

const width = 3;
const stride = 2;
const padding = 1;

/** Entries of a patch. */
export const patchSize = width ** 2;

/**
 * The patches of an image with `pixels` pixels, row by row from the top left.
 * @throws RangeError where the image is not square
 */
export function squarePatches(pixels: number, channels: number): Patches {
  const side = Math.round(Math.sqrt(pixels));
  if (side ** 2 !== pixels) throw new RangeError(`an image of ${pixels} pixels is not square`);
  const after = Math.floor((side + 2 * padding - width) / stride) + 1;
  const positions = after ** 2;
  const inside = (i: number) => i >= 0 && i < side;
  const sources = Int32Array.from({ length: positions * patchSize }, (_, entry) => {
    const [position, within] = [Math.floor(entry / patchSize), entry % patchSize];
    const row = stride * Math.floor(position / after) + Math.floor(within / width) - padding;
    const column = stride * (position % after) + (within % width) - padding;
    return inside(row) && inside(column) ? row * side + column : -1;
  });
  return { pixels, channels, positions, sources };
}

/** Patches [n · positions, 9 · channels] of images [n, pixels · channels]; the padding is 0. */
export function gatherPatches(images: Float64Array, n: number, patches: Patches): Float64Array {
  const { pixels, channels, sources } = patches;
  const rows = new Float64Array(n * sources.length * channels);
  for (let i = 0; i < n; i++)
    for (let entry = 0; entry < sources.length; entry++) {
      if (sources[entry] < 0) continue;
      const to = (i * sources.length + entry) * channels;
      const from = (i * pixels + sources[entry]) * channels;
      for (let c = 0; c < channels; c++) rows[to + c] = images[from + c];
    }
  return rows;
}

/** The transpose of `gatherPatches`: adds each patch entry to the pixel that it came from. */
export function scatterPatches(rows: Float64Array, n: number, patches: Patches): Float64Array {
  const { pixels, channels, sources } = patches;
  const images = new Float64Array(n * pixels * channels);
  for (let i = 0; i < n; i++)
    for (let entry = 0; entry < sources.length; entry++) {
      if (sources[entry] < 0) continue;
      const from = (i * sources.length + entry) * channels;
      const to = (i * pixels + sources[entry]) * channels;
      for (let c = 0; c < channels; c++) images[to + c] += rows[from + c];
    }
  return images;
}
