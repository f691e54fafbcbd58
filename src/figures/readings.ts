import type { Axis, FigureData, Panel, Role, Series } from './figure-data.ts';

/** A plotting area: left, top, right, bottom. */
export type Plot = readonly [number, number, number, number];

/** One value that a reader can be told, and where it stands in its plot. */
export interface Reading {
  readonly x: number;
  readonly y: number;
  readonly range: readonly [number, number] | null;
  /** In the units of the plot. */
  readonly at: readonly [number, number];
}

/** The readings of one series, by x. */
export interface Readable {
  readonly name: string;
  readonly role: Role;
  readonly readings: readonly Reading[];
}

/** Where a value stands between the ends of an axis. No D3, for this goes to the browser. */
function placeOf(axis: Axis, [from, to]: readonly [number, number]): (value: number) => number {
  const scaled = axis.scale === 'log' ? Math.log : (value: number) => value;
  const [low, high] = axis.domain.map(scaled);
  return (value) => from + ((scaled(value) - low) / (high - low)) * (to - from);
}

type Raw = readonly [x: number, y: number | null, range: Reading['range']];

/** The values of a series; a band stands at the middle of its range, a field is not read. */
function valuesOf(series: Series): readonly Raw[] {
  switch (series.kind) {
    case 'curve':
      return series.x.map((x, i): Raw => [x, series.y[i], null]);
    case 'points':
      return series.x.map((x, i): Raw => {
        const [low, high] = [series.low?.[i] ?? null, series.high?.[i] ?? null];
        return [x, series.y[i], low === null || high === null ? null : [low, high]];
      });
    case 'band':
    case 'field':
      return [];
  }
}

/** Every series of a panel with the values inside the plot; those without any are left out. */
export function readablesOf(figure: FigureData, panel: Panel, plot: Plot): readonly Readable[] {
  const [left, top, right, bottom] = plot;
  const x = placeOf(panel.x ?? figure.x, [left, right]);
  const y = placeOf(panel.y, [bottom, top]);
  const inside = ([px, py]: readonly [number, number]) =>
    px > left - 1 && px < right + 1 && py > top - 1 && py < bottom + 1;
  return panel.series
    .map((series) => ({
      name: series.name,
      role: series.kind === 'curve' || series.kind === 'points' ? series.role : ('control' as const),
      readings: valuesOf(series)
        .flatMap(([vx, vy, range]): Reading[] =>
          vy === null ? [] : [{ x: vx, y: vy, range, at: [x(vx), y(vy)] }],
        )
        .filter(({ at }) => inside(at))
        .sort((a, b) => a.at[0] - b.at[0]),
    }))
    .filter(({ readings }) => readings.length > 0);
}

/** The reading next to a point of the plot, as series and place in it; null where none is within `reach`. */
export function nearest(
  readables: readonly Readable[],
  [px, py]: readonly [number, number],
  reach: number,
): readonly [series: number, place: number] | null {
  let best: readonly [number, number] | null = null;
  let least = reach;
  readables.forEach(({ readings }, series) =>
    readings.forEach(({ at }, place) => {
      const distance = Math.hypot(at[0] - px, at[1] - py);
      if (distance < least) [best, least] = [[series, place], distance];
    }),
  );
  return best;
}
