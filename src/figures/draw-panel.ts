import { xAxis, yAxis } from './axes.ts';
import { curvePoints, drawSeries, roleClass, type Point } from './curves.ts';
import { axisTitle, type Curve, type Panel, type Strip } from './figure-data.ts';
import { toSvgText } from './markup.ts';
import { placeLabels, type Box, type Placeable, type PlacedLabel } from './place-labels.ts';
import { scaleOf, type Scale } from './scale.ts';
import { drawStrip, drawStripLabel, stripBox } from './strip.ts';
import { element, px } from './svg.ts';

/** The plotting area of a panel in px, and the width of the figure around it. */
export interface Frame extends Box {
  readonly width: number;
}

interface PanelOptions {
  readonly frame: Frame;
  readonly x: Scale;
  readonly size: 's' | 'm' | 'l';
  /** Unique in the page. */
  readonly id: string;
  readonly xLabels: 'labels' | 'no labels';
  readonly strip: Strip | undefined;
  readonly stripLabel: 'label' | 'no label';
}

const isCurve = (series: Panel['series'][number]): series is Curve => series.kind === 'curve';

/** The panel's labels, each with the points of the curves that it names and of all others. */
function placeables(panel: Panel, x: Scale, y: Scale, size: PanelOptions['size']): readonly Placeable[] {
  const curves = panel.series.filter(isCurve).map((curve) => ({
    name: curve.name,
    points: curvePoints(curve, x, y).filter((point): point is Point => point !== null),
  }));
  const pointsOf = (kept: (name: string) => boolean) =>
    curves.filter(({ name }) => kept(name)).flatMap(({ points }) => points);
  return panel.labels.map(({ text, short, role, beside }) => ({
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

/** One panel: strip, series clipped to the plot, axes with the y title above, labels beside the curves. */
export function drawPanel(
  panel: Panel,
  { frame, x, size, id, xLabels, strip, stripLabel }: PanelOptions,
): string {
  const y = scaleOf(panel.y, [frame.bottom, frame.top]);
  const striped = strip && stripLabel === 'label' ? drawStripLabel(strip, x, frame) : undefined;
  const taken = [striped?.box, strip && stripBox(strip, x, frame)].filter((box) => box !== undefined);
  const room = { left: frame.left + 4, top: frame.top - 6, right: frame.width, bottom: frame.bottom - 2 };
  const series = panel.series.map((one) => drawSeries(one, x, y)).join('');
  const parts = [
    clipPath(`${id}-clip`, frame),
    strip ? drawStrip(strip, x, frame) : '',
    element('g', { 'clip-path': `url(#${id}-clip)` }, series),
    yAxis(y, frame.left),
    xAxis(x, frame.bottom, xLabels),
    element('text', { class: 'title', x: 0, y: frame.top - 16 }, toSvgText(axisTitle(panel.y))),
    striped?.svg ?? '',
    ...placeLabels(placeables(panel, x, y, size), frame, room, taken).map(drawLabel),
  ];
  return element('g', { 'data-panel': panel.name }, parts.join(''));
}
