import type { Node } from '../../graph/value.ts';

/** How windows [height, width] move over images [n, high, wide, channels] to places [rows, columns]. */
export interface Windows {
  readonly n: number;
  readonly high: number;
  readonly wide: number;
  readonly channels: number;
  readonly rows: number;
  readonly columns: number;
  readonly height: number;
  readonly width: number;
  readonly down: number;
  readonly right: number;
  /** Steps between a window's entries. */
  readonly holes: readonly [number, number];
  readonly top: number;
  readonly left: number;
}

type Shape = readonly number[];

/** Zeros before the first entry, as TensorFlow sees `SAME`: half of what is missing, rounded down. */
const before = (size: number, places: number, window: number, step: number, hole: number) =>
  Math.floor(Math.max(0, (places - 1) * step + (window - 1) * hole + 1 - size) / 2);

/** The windows of an op with the attributes of TensorFlow's convolutions and poolings. */
export function windowsOf(
  { attributes }: Node,
  images: Shape,
  [height, width]: Shape,
  places: Shape,
): Windows {
  const [n, high, wide, channels] = images;
  const [, rows, columns] = places;
  const list = (name: string) => (name in attributes ? (attributes[name].value as Shape) : undefined);
  const [, down, right] = list('strides')!;
  const [, holeDown = 1, holeRight = 1] = list('dilations') ?? [];
  const explicit = list('explicit_paddings');
  const same = attributes.padding.value === 'SAME';
  const none = { top: 0, left: 0 };
  const margins = explicit?.length
    ? { top: explicit[2], left: explicit[4] }
    : same
      ? {
          top: before(high, rows, height, down, holeDown),
          left: before(wide, columns, width, right, holeRight),
        }
      : none;
  return {
    n,
    high,
    wide,
    channels,
    rows,
    columns,
    height,
    width,
    down,
    right,
    holes: [holeDown, holeRight],
    ...margins,
  };
}

/**
 * Calls `visit` with every pair of an entry of a window and the pixel that it sees: the place's number in the batch, the
 * entry's number in the window, the pixel's number in the batch; entries outside of the image are left out.
 */
export function eachEntry(
  { n, high, wide, rows, columns, height, width, down, right, holes, top, left }: Windows,
  visit: (place: number, entry: number, pixel: number) => void,
): void {
  for (let k = 0, place = 0; k < n; k++)
    for (let r = 0; r < rows; r++)
      for (let c = 0; c < columns; c++, place++)
        for (let i = 0; i < height; i++) {
          const y = r * down - top + i * holes[0];
          if (y < 0 || y >= high) continue;
          for (let j = 0; j < width; j++) {
            const x = c * right - left + j * holes[1];
            if (x >= 0 && x < wide) visit(place, i * width + j, (k * high + y) * wide + x);
          }
        }
}
