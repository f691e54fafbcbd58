import { area, line } from 'd3';
import type { Band, Curve, Role, Series } from './figure-data.ts';
import type { Scale } from './scale.ts';
import { element } from './svg.ts';

/** A point in px. */
export type Point = readonly [number, number];

/** CSS class of each role; see styles/figures.css. */
export const roleClass: Readonly<Record<Role, string>> = {
  measured: 'c1',
  second: 'c2',
  third: 'c3',
  control: 'ct',
  predicted: 'pr',
};

/** Every point of a curve in px, off the plot too; null where the data have a gap. */
export const curvePoints = (curve: Curve, x: Scale, y: Scale): readonly (Point | null)[] =>
  curve.y.map((value, i) => (value === null ? null : [x(curve.x[i]), y(value)]));

function drawCurve(curve: Curve, x: Scale, y: Scale): string {
  const points = curvePoints(curve, x, y);
  const path = line<Point | null>(
    (point) => point![0],
    (point) => point![1],
  ).defined((point) => point !== null);
  return element('path', {
    class: `curve ${roleClass[curve.role]}`,
    'data-series': curve.name,
    'data-points': points.filter((point) => point !== null).length,
    d: path.digits(1)(points) ?? '',
  });
}

function drawBand(band: Band, x: Scale, y: Scale): string {
  const path = area<number>()
    .defined((i) => band.low[i] !== null && band.high[i] !== null)
    .x((i) => x(band.x[i]))
    .y0((i) => y(band.low[i]!))
    .y1((i) => y(band.high[i]!));
  const indices = band.x.map((_, i) => i);
  return element('path', {
    class: 'band',
    'data-series': band.name,
    'data-points': 2 * indices.filter((i) => band.low[i] !== null && band.high[i] !== null).length,
    d: path.digits(1)(indices) ?? '',
  });
}

/** One series as a path that has every point of its data; the caller clips it to the plot. */
export const drawSeries = (series: Series, x: Scale, y: Scale): string =>
  series.kind === 'band' ? drawBand(series, x, y) : drawCurve(series, x, y);
