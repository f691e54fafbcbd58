import { sizeOf, type Node } from '../../graph/value.ts';
import { addTransposed, multiply, transposed } from './products.ts';
import type { Kernel, Kernels } from './kernel.ts';
import { eachEntry, windowsOf, type Windows } from './windows.ts';

/** Numbers of the patches that are in memory at a time. */
const patchNumbers = 1 << 17;

/** How many images have their patches in memory at a time. */
const imagesAtATime = ({ rows, columns, height, width, channels }: Windows) =>
  Math.max(1, Math.floor(patchNumbers / (rows * columns * height * width * channels)));

/** Whether each window is one pixel, so that the images are their own patches. */
const isPointwise = ({ height, width, down, right, top, left }: Windows) =>
  height * width * down * right === 1 && top === 0 && left === 0;

/** Patches [count · rows · columns, height · width · channels] of `count` images. */
function writePatches(patches: Float64Array, images: Float64Array, windows: Windows, count: number): void {
  const { high, wide, channels, rows, columns, height, width, down, right, holes, top, left } = windows;
  let o = 0;
  for (let k = 0; k < count; k++)
    for (let r = 0; r < rows; r++)
      for (let c = 0; c < columns; c++)
        for (let i = 0; i < height; i++) {
          const y = r * down - top + i * holes[0];
          const inside = y >= 0 && y < high;
          for (let j = 0; j < width; j++) {
            const x = c * right - left + j * holes[1];
            if (inside && x >= 0 && x < wide) {
              const from = ((k * high + y) * wide + x) * channels;
              for (let q = 0; q < channels; q++) patches[o + q] = images[from + q];
            } else for (let q = 0; q < channels; q++) patches[o + q] = 0;
            o += channels;
          }
        }
}

/** The transpose: adds the entries of patches to the pixels that they came from. */
function addPatches(images: Float64Array, patches: Float64Array, windows: Windows, count: number): void {
  const { high, wide, channels, rows, columns, height, width, down, right, holes, top, left } = windows;
  let o = 0;
  for (let k = 0; k < count; k++)
    for (let r = 0; r < rows; r++)
      for (let c = 0; c < columns; c++)
        for (let i = 0; i < height; i++) {
          const y = r * down - top + i * holes[0];
          const inside = y >= 0 && y < high;
          for (let j = 0; j < width; j++, o += channels) {
            const x = c * right - left + j * holes[1];
            if (!inside || x < 0 || x >= wide) continue;
            const to = ((k * high + y) * wide + x) * channels;
            for (let q = 0; q < channels; q++) images[to + q] += patches[o + q];
          }
        }
}

/** Calls `visit` with batch after batch of images: their pixels, the places that they give, memory for their patches. */
function inBatches(
  windows: Windows,
  filters: number,
  images: Float64Array,
  results: Float64Array,
  visit: (pixels: Float64Array, given: Float64Array, patches: Float64Array, count: number) => void,
): void {
  const { n, high, wide, channels, rows, columns, height, width } = windows;
  const atATime = Math.min(n, imagesAtATime(windows));
  const [image, result] = [high * wide * channels, rows * columns * filters];
  const patches = rows * columns * height * width * channels;
  const memory = isPointwise(windows) ? undefined : new Float64Array(atATime * patches);
  for (let k = 0; k < n; k += atATime) {
    const count = Math.min(atATime, n - k);
    const pixels = images.subarray(k * image, (k + count) * image);
    const given = results.subarray(k * result, (k + count) * result);
    visit(pixels, given, memory?.subarray(0, count * patches) ?? pixels, count);
  }
}

/** Sizes of the product of patches and filters. */
const sizesOf = ({ rows, columns, height, width, channels }: Windows, count: number, filters: number) =>
  [count * rows * columns, height * width * channels, filters] as const;

const forward: Kernel = (one) => {
  const [x, filter] = one.inputs;
  const [y] = one.outputs;
  const windows = windowsOf(one, x.shape, filter.shape, y.shape);
  const filters = y.shape[3];
  const plain = isPointwise(windows);
  return ([images, weights], [results]) =>
    inBatches(
      windows,
      filters,
      images as Float64Array,
      results as Float64Array,
      (pixels, given, patches, count) => {
        if (!plain) writePatches(patches, pixels, windows, count);
        multiply(given, patches, weights as Float64Array, sizesOf(windows, count, filters));
      },
    );
};

const toInput: Kernel = (one) => {
  const [, filter, pulled] = one.inputs;
  const [x] = one.outputs;
  const windows = windowsOf(one, x.shape, filter.shape, pulled.shape);
  const filters = pulled.shape[3];
  const depth = sizeOf(filter.shape.slice(0, 3));
  const plain = isPointwise(windows);
  return ([, weights, rates], [images]) => {
    const turned = transposed(weights as Float64Array, depth, filters);
    images.fill(0);
    inBatches(
      windows,
      filters,
      images as Float64Array,
      rates as Float64Array,
      (pixels, given, patches, count) => {
        const [places] = sizesOf(windows, count, filters);
        multiply(patches, given, turned, [places, filters, depth]);
        if (!plain) addPatches(pixels, patches, windows, count);
      },
    );
  };
};

const toFilter: Kernel = (one) => {
  const [x, , pulled] = one.inputs;
  const [filter] = one.outputs;
  const windows = windowsOf(one, x.shape, filter.shape, pulled.shape);
  const filters = pulled.shape[3];
  const plain = isPointwise(windows);
  return ([images, , rates], [weights]) => {
    weights.fill(0);
    inBatches(
      windows,
      filters,
      images as Float64Array,
      rates as Float64Array,
      (pixels, given, patches, count) => {
        if (!plain) writePatches(patches, pixels, windows, count);
        addTransposed(weights as Float64Array, patches, given, sizesOf(windows, count, filters));
      },
    );
  };
};

/** Channels apart, each with `multiplier` filters [height, width, channels, multiplier]. */
const depthwise =
  (
    image: (one: Node) => readonly number[],
    filter: (one: Node) => readonly number[],
    places: (one: Node) => readonly number[],
  ) =>
  (run: (windows: Windows, multiplier: number) => ReturnType<Kernel>): Kernel =>
  (one) =>
    run(windowsOf(one, image(one), filter(one), places(one)), filter(one)[3]);

const shapeOf = (which: 'inputs' | 'outputs', index: number) => (one: Node) => one[which][index].shape;

/** Convolutions, by products of patches, and those of each channel apart. */
export const convolutions: Kernels = {
  Conv2D: forward,
  Conv2DBackpropInput: toInput,
  Conv2DBackpropFilter: toFilter,
  DepthwiseConv2dNative: depthwise(
    shapeOf('inputs', 0),
    shapeOf('inputs', 1),
    shapeOf('outputs', 0),
  )((windows, multiplier) => ([x, filter], [y]) => {
    const { channels } = windows;
    y.fill(0);
    eachEntry(windows, (place, entry, pixel) => {
      for (let q = 0; q < channels; q++)
        for (let m = 0; m < multiplier; m++)
          y[(place * channels + q) * multiplier + m] +=
            x[pixel * channels + q] * filter[(entry * channels + q) * multiplier + m];
    });
  }),
  DepthwiseConv2dNativeBackpropInput: depthwise(
    shapeOf('outputs', 0),
    shapeOf('inputs', 1),
    shapeOf('inputs', 2),
  )((windows, multiplier) => ([, filter, g], [x]) => {
    const { channels } = windows;
    x.fill(0);
    eachEntry(windows, (place, entry, pixel) => {
      for (let q = 0; q < channels; q++)
        for (let m = 0; m < multiplier; m++)
          x[pixel * channels + q] +=
            g[(place * channels + q) * multiplier + m] * filter[(entry * channels + q) * multiplier + m];
    });
  }),
  DepthwiseConv2dNativeBackpropFilter: depthwise(
    shapeOf('inputs', 0),
    shapeOf('outputs', 0),
    shapeOf('inputs', 2),
  )((windows, multiplier) => ([x, , g], [filter]) => {
    const { channels } = windows;
    filter.fill(0);
    eachEntry(windows, (place, entry, pixel) => {
      for (let q = 0; q < channels; q++)
        for (let m = 0; m < multiplier; m++)
          filter[(entry * channels + q) * multiplier + m] +=
            x[pixel * channels + q] * g[(place * channels + q) * multiplier + m];
    });
  }),
};
