import type { MarkShape, Points, Role } from './figure-data.ts';
import type { Scale } from './scale.ts';
import { element, px } from './svg.ts';
import type { Point } from './path.ts';
import { dots } from './path.ts';
import { roleClass } from './roles.ts';

/** Outlines in px, relative to the mark's centre. Discs and dots are strokes of no length with round ends. */
const outlines: Readonly<Record<MarkShape, string>> = {
  disc: 'h0',
  dot: 'h0',
  square: 'm-2.8-2.8h5.6v5.6h-5.6z',
  triangle: 'm0-3.6l3.6 6.4h-7.2z',
  wedge: 'm0 3.6l3.6-6.4h-7.2z',
  diamond: 'm0-4l4 4l-4 4l-4-4z',
  ring: 'm-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0',
  cross: 'm-2.8-2.8l5.6 5.6m0-5.6l-5.6 5.6',
  plus: 'm-3.6 0h7.2m-3.6-3.6v7.2',
};

/** So that two roles never differ by colour alone. */
const shapeOf: Readonly<Record<Role, MarkShape>> = {
  measured: 'disc',
  second: 'square',
  third: 'triangle',
  fourth: 'diamond',
  fifth: 'wedge',
  control: 'ring',
  predicted: 'plus',
};

const round = (shape: MarkShape): boolean => outlines[shape] === 'h0';

/** A mark around a centre in px, as path data. */
export const markPath = (shape: MarkShape, [x, y]: Point): string => `M${px(x)},${px(y)}${outlines[shape]}`;

/** Every mark of a series as one path, which begins anew at each centre; error bars as one before it. */
export function drawMarks(points: Points, x: Scale, y: Scale): string {
  const { low, high } = points;
  const shape = points.shape ?? shapeOf[points.role];
  const indices = points.x.map((_, i) => i);
  const drawn = indices.filter((i) => points.y[i] !== null);
  const centres = drawn.map((i): Point => [x(points.x[i]), y(points.y[i]!)]);
  const barred = indices.filter((i) => low?.[i] != null && high?.[i] != null);
  const bars = element('path', {
    class: `error ${roleClass[points.role]}`,
    'data-errors': barred.length,
    d: barred.map((i) => `M${px(x(points.x[i]))},${px(y(low![i]!))}V${px(y(high![i]!))}`).join(''),
  });
  const marks = element('path', {
    class: `marks ${shape} ${roleClass[points.role]}`,
    'data-series': points.name,
    'data-points': drawn.length,
    d: round(shape) ? dots(centres) : centres.map((centre) => markPath(shape, centre)).join(''),
  });
  return barred.length > 0 ? bars + marks : marks;
}
