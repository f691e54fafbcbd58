import { drawTitle, titleLeading, titleLines } from './axis-title.ts';
import { xAxis, yAxis } from './axes.ts';
import type { Axis, Panel, Strip } from './figure-data.ts';
import { toSvgText } from './markup.ts';
import { placeLabels, type Box, type Placeable, type PlacedLabel } from './place-labels.ts';
import { drawReference, referencePoints } from './references.ts';
import { roleClass } from './roles.ts';
import { scaleOf, type Scale } from './scale.ts';
import { drawSeries, labelledPoints } from './series.ts';
import { drawStrip, drawStripLabel, stripBox } from './strip.ts';
import { element, px } from './svg.ts';

/** The plotting area of a panel in px, with where its cell of the figure starts and ends. */
export interface Frame extends Box {
  readonly start: number;
  readonly width: number;
}

interface PanelOptions {
  readonly frame: Frame;
  readonly x: Axis;
  readonly size: 's' | 'm' | 'l';
  /** Unique in the page. */
  readonly id: string;
  readonly xLabels: 'labels' | 'no labels';
  /** Lines kept for the y title. */
  readonly titleLines: number;
  readonly strip: Strip | undefined;
  readonly stripLabel: 'label' | 'no label';
}

/** The panel's labels, each with the points of the series that it names and of all others. */
function placeables(
  panel: Panel,
  x: Scale,
  y: Scale,
  { size, frame }: Pick<PanelOptions, 'size' | 'frame'>,
): readonly Placeable[] {
  const references = panel.references ?? [];
  const drawn = [
    ...panel.series.map((series) => ({ name: series.name, points: labelledPoints(series, x, y) })),
    ...references.map((one) => ({ name: one.name, points: referencePoints(one, x, y, frame) })),
  ];
  const pointsOf = (kept: (name: string) => boolean) =>
    drawn.filter(({ name }) => kept(name)).flatMap(({ points }) => points);
  const ofReferences = references.flatMap(({ name, label, short }) =>
    label === undefined ? [] : [{ text: label, short, role: 'predicted' as const, beside: [name] }],
  );
  return [...panel.labels, ...ofReferences].map(({ text, short, role, beside }) => ({
    text: size === 's' ? (short ?? text) : text,
    role,
    own: pointsOf((name) => beside.includes(name)),
    others: pointsOf((name) => !beside.includes(name)),
  }));
}

/** A clip path around the plotting area, a pixel taller so that lines on its edge keep their width. */
const clipPath = (id: string, { left, top, right, bottom }: Box): string =>
  element(
    'clipPath',
    { id },
    element('rect', { x: left, y: top - 1, width: right - left, height: bottom - top + 2 }),
  );

const drawLabel = ({ text, role, x, y }: PlacedLabel): string =>
  element('text', { class: `label ${roleClass[role]}`, x: px(x), y: px(y) }, toSvgText(text));

/** Heading and titles around the plot: y above it, flush left; x below it, flush right. */
function drawTitles(panel: Panel, { frame, x, xLabels, titleLines: kept }: PanelOptions): string {
  const yLines = titleLines(panel.y, frame.width - frame.start);
  const first = frame.top - 16 - (kept - 1) * titleLeading;
  const heading =
    panel.heading &&
    element('text', { class: 'heading', x: frame.start, y: first - 22 }, toSvgText(panel.heading));
  const xTitle =
    xLabels === 'labels' &&
    drawTitle(titleLines(x, frame.right - frame.start), frame.right, frame.bottom + 40, 'end');
  return [heading, drawTitle(yLines, frame.start, first, 'start'), xTitle].filter(Boolean).join('');
}

/** One panel: strip, series clipped to the plot, axes with their titles, labels beside the series. */
export function drawPanel(panel: Panel, options: PanelOptions): string {
  const { frame, id, strip, stripLabel } = options;
  const x = scaleOf(options.x, [frame.left, frame.right]);
  const y = scaleOf(panel.y, [frame.bottom, frame.top]);
  const striped = strip && stripLabel === 'label' ? drawStripLabel(strip, x, frame) : undefined;
  const taken = [striped?.box, strip && stripBox(strip, x, frame)].filter((box) => box !== undefined);
  const room = { left: frame.left + 4, top: frame.top - 6, right: frame.width, bottom: frame.bottom - 2 };
  const drawn = [
    ...(panel.references ?? []).map((reference) => drawReference(reference, x, y, frame)),
    ...panel.series.map((series) => drawSeries(series, x, y)),
  ];
  const parts = [
    clipPath(`${id}-clip`, frame),
    strip ? drawStrip(strip, x, frame) : '',
    element('g', { 'clip-path': `url(#${id}-clip)` }, drawn.join('')),
    yAxis(y, frame.left),
    xAxis(x, frame.bottom, options.xLabels),
    drawTitles(panel, options),
    striped?.svg ?? '',
    ...placeLabels(placeables(panel, x, y, options), frame, room, taken).map(drawLabel),
  ];
  return element(
    'g',
    { 'data-panel': panel.name, 'data-plot': [frame.left, frame.top, frame.right, frame.bottom].join(' ') },
    parts.join(''),
  );
}
