import { range, sort } from 'd3';
import type { Point } from './path.ts';
import type { Role } from './figure-data.ts';
import { textWidth, type Markup } from './markup.ts';

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A label with the points in px of the curves it names, and of all others. */
export interface Placeable {
  readonly text: Markup;
  readonly role: Role;
  readonly own: readonly Point[];
  readonly others: readonly Point[];
}

export interface PlacedLabel {
  readonly text: Markup;
  readonly role: Role;
  /** Start of the baseline in px. */
  readonly x: number;
  readonly y: number;
}

const size = 13;
/** Of the tallest of the faces that a label may hold. */
const [ascent, descent] = [14, 6];
/** Other curves further away than this cannot be taken for a label's own. */
const clear = 20;
/** Points along its curves beside which a label is tried. */
const tried = 60;

const boxAt = ([x, y]: Point, width: number): Box => ({
  left: x,
  top: y - ascent,
  right: x + width,
  bottom: y + descent,
});

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

const within = (box: Box, room: Box): boolean =>
  box.left >= room.left && box.right <= room.right && box.top >= room.top && box.bottom <= room.bottom;

const inPlot = ([x, y]: Point, plot: Box): boolean =>
  x >= plot.left && x <= plot.right && y >= plot.top && y <= plot.bottom;

/** Distance in px from a point to a box, 0 inside. */
function gap(box: Box, point: Point): number {
  const dx = Math.max(box.left - point[0], 0, point[0] - box.right);
  const dy = Math.max(box.top - point[1], 0, point[1] - box.bottom);
  return Math.sqrt(dx * dx + dy * dy);
}

/** Baselines to try: right of the plot where the curves leave it, and on all sides of points along them. */
function candidates({ text, own }: Placeable, plot: Box): readonly Point[] {
  const width = textWidth(text, size);
  const last = own.reduce<Point | undefined>(
    (far, point) => (far && far[0] > point[0] ? far : point),
    undefined,
  );
  const atEnd =
    last && last[0] > plot.right - 4
      ? sort(range(-28, 29, 4), Math.abs).map((dy): Point => [plot.right + 8, last[1] + 4 + dy])
      : [];
  const stride = Math.ceil(own.length / tried);
  const along = own
    .filter((_, i) => i % stride === 0)
    .flatMap(([x, y]) =>
      [6, 12, 20].flatMap((away): Point[] => [
        [x - width - away, y - away / 2],
        [x + away, y + ascent + away / 2],
        [x - width / 2, y - descent - away],
        [x - width / 2, y + ascent + away],
      ]),
    );
  return [...atEnd, ...along.filter(([x]) => x + width <= plot.right)];
}

/** Baselines all over the room. */
const anywhere = (room: Box): readonly Point[] =>
  range(room.left, room.right, 8).flatMap((x) =>
    range(room.top + ascent, room.bottom, 8).map((y): Point => [x, y]),
  );

/**
 * What speaks against a place: curves behind the words, its own curves far away, others near. Infinity as soon as it
 * is clear that the place is worse than `best`; most of the time of a drawing goes by here.
 */
function cost(box: Box, { own, others }: Placeable, plot: Box, best: number): number {
  const outside = box.left > plot.right ? -30 : 0;
  // how much lower than what the covered points cost a place can come out
  const bonus = clear / 2 - outside;
  let covered = 0;
  let nearest = own.length === 0 ? 0 : Infinity;
  for (const point of own) {
    const distance = gap(box, point);
    if (distance < nearest) nearest = distance;
    if (distance < 2 && 20 * ++covered - bonus > best) return Infinity;
  }
  if (20 * covered + nearest - bonus > best) return Infinity;
  let other = clear;
  for (const point of others) {
    const distance = gap(box, point);
    if (distance < other) other = distance;
    if (distance < 2 && 20 * ++covered + nearest - bonus > best) return Infinity;
  }
  return 20 * covered + nearest - other / 2 + outside;
}

/** The place that costs least, the first of equals. */
function cheapest(places: readonly Point[], width: number, label: Placeable, plot: Box): Point {
  let [found, best] = [places[0], Infinity];
  for (const place of places) {
    const price = cost(boxAt(place, width), label, plot, best);
    if (price < best) [found, best] = [place, price];
  }
  return found;
}

/**
 * Puts each label at the place that costs least, inside `room` and off the labels before it and the boxes that
 * are taken. `plot` is the plotting area inside `room`.
 * @throws Error when a label fits nowhere.
 */
export function placeLabels(
  labels: readonly Placeable[],
  plot: Box,
  room: Box,
  taken: readonly Box[] = [],
): readonly PlacedLabel[] {
  const boxes = [...taken];
  return labels.map(({ text, role, own, others }) => {
    const label = {
      text,
      role,
      own: own.filter((p) => inPlot(p, plot)),
      others: others.filter((p) => inPlot(p, plot)),
    };
    const width = textWidth(text, size);
    const free = (baselines: readonly Point[]) =>
      baselines.filter((baseline) => {
        const box = boxAt(baseline, width);
        return within(box, room) && !boxes.some((other) => overlap(box, other));
      });
    const beside = free(candidates(label, plot));
    const places = beside.length > 0 ? beside : free(anywhere(room));
    if (places.length === 0) throw new Error(`figure: no room for the label "${text}"`);
    const best = cheapest(places, width, label, plot);
    boxes.push(boxAt(best, width));
    return { text, role, x: best[0], y: best[1] };
  });
}
