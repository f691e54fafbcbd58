/*
 * The grammar of figures. A figure is plain data, made from artifacts by a pure function in src/site/<topic>/ and
 * listed in src/registry/published.ts; it is drawn at build time at three widths, published as JSON, CSV, SVG and PNG,
 * and read out as tables. There are two kinds.
 *
 * FigureData: panels of series over axes.
 * - A series is a `curve` (a line, `shape: 'steps'` for a staircase, `weight: 'main'` for 2 px), a `band` between two
 *   curves, `points` (marks, with error bars where `low` and `high` are given) or a `field` (cells of shade).
 * - A role fixes the look everywhere: `measured` blue, `second` … `fifth` further colours, `control` grey,
 *   `predicted` dashed ink. Marks have a shape by role, so that colour is never alone; `shape` overrides it.
 * - Panels are stacked and share the figure's x axis. A panel with an `x` of its own is drawn over that one.
 * - `columns: 3` sets panels side by side, row by row, as small multiples; on a phone they stand in one column.
 *   Give each a `heading`. There labels must fit inside their panel: keep them short.
 * - `references` of a panel are dashed lines at one value of x or y, with their label; `strip` marks a range of x.
 * - `labels` stand beside the series that they name; there are no legends. A label that fits nowhere is an error.
 * - null in `y`, `low` or `high` is a gap. Values outside a domain are clipped by the plot, never dropped from data.
 * - Every value is drawn at three widths: thin long records (say to 300 points a curve) before they come here.
 *
 * MatrixData: rows by columns of cells, each of a class and with a text, such as architecture by direction.
 *
 * Axis titles are `words, symbol (unit)`; an empty symbol or unit leaves out its part. Text with mathematics is
 * Markup (markup.ts). Domains: decadesAround, roundAround and stepsAround in scale.ts.
 */
import type { Markup } from './markup.ts';

/**
 * An axis with the words, symbol and unit of its title. A log axis has its ticks at powers of ten, or at 1, 2 and 5
 * times them where it holds fewer than three.
 */
export interface Axis {
  readonly words: string;
  readonly symbol: Markup;
  readonly unit: string;
  readonly scale: 'log' | 'linear';
  readonly domain: readonly [number, number];
}

/** What a series is; it fixes its look on every figure of the site. */
export type Role = 'measured' | 'second' | 'third' | 'fourth' | 'fifth' | 'control' | 'predicted';

/** y over x; null where the data cannot tell, drawn as a gap. */
export interface Curve {
  readonly kind: 'curve';
  readonly name: string;
  readonly role: Role;
  /** `steps`: each value holds until the next x. */
  readonly shape?: 'line' | 'steps' | undefined;
  /** `thin` (1 px, the default) for single seeds, `main` (2 px) for the line that the figure is about. */
  readonly weight?: 'thin' | 'main' | undefined;
  readonly x: readonly number[];
  readonly y: readonly (number | null)[];
}

/** The range between two curves. */
export interface Band {
  readonly kind: 'band';
  readonly name: string;
  /** `measured` by default. */
  readonly role?: Role | undefined;
  readonly x: readonly number[];
  readonly low: readonly (number | null)[];
  readonly high: readonly (number | null)[];
}

/** Forms of marks; the first four are filled. `dot` is for clouds of many points. */
export type MarkShape =
  'disc' | 'square' | 'triangle' | 'diamond' | 'ring' | 'cross' | 'plus' | 'wedge' | 'dot';

/** One mark a point, none where y is null. */
export interface Points {
  readonly kind: 'points';
  readonly name: string;
  readonly role: Role;
  readonly shape?: MarkShape | undefined;
  readonly x: readonly number[];
  readonly y: readonly (number | null)[];
  /** Ends of the error bars; a point has none where either is null. */
  readonly low?: readonly (number | null)[] | undefined;
  readonly high?: readonly (number | null)[] | undefined;
}

/** Shares from 0 (paper) to 1 (the role's colour) on a grid of cells. */
export interface Field {
  readonly kind: 'field';
  readonly name: string;
  /** `measured` by default. */
  readonly role?: Role | undefined;
  /** Borders of the columns, one more than there are. */
  readonly x: readonly number[];
  /** Borders of the rows, one more than there are. */
  readonly rows: readonly number[];
  /** `[row][column]`, in [0, 1]; null leaves a hole. */
  readonly share: readonly (readonly (number | null)[])[];
}

export type Series = Curve | Band | Points | Field;

/** A dashed line right through a panel, at one value of x (`vertical`) or y (`horizontal`). */
export interface Reference {
  readonly name: string;
  readonly line: 'horizontal' | 'vertical';
  readonly at: number;
  readonly label?: Markup | undefined;
  /** Stands in where the figure is narrow. */
  readonly short?: Markup | undefined;
}

/** A range of x that means something, with one value in it marked; drawn through every panel. */
export interface Strip {
  readonly name: string;
  readonly from: number;
  readonly at: number;
  readonly to: number;
  readonly label: Markup;
}

/** Words set beside curves or marks, in their colour. `short` stands in where the figure is narrow. */
export interface Label {
  readonly text: Markup;
  readonly short?: Markup | undefined;
  readonly role: Role;
  /** Names of the series that it may stand beside. */
  readonly beside: readonly string[];
}

export interface Panel {
  /** Unique in the figure. */
  readonly name: string;
  /** A line over the panel, for small multiples. */
  readonly heading?: Markup | undefined;
  /** In place of the figure's x axis. */
  readonly x?: Axis | undefined;
  readonly y: Axis;
  /** Height of the plotting area in px at the widest of the sizes. */
  readonly height: number;
  readonly series: readonly Series[];
  readonly references?: readonly Reference[] | undefined;
  /** On a panel with an x axis of its own, in place of the figure's strip. */
  readonly strip?: Strip | undefined;
  readonly labels: readonly Label[];
}

/** What every figure has besides what it draws. */
interface Described {
  /** `fig-<slug>-<name>` */
  readonly id: string;
  /** The finding, in a sentence. */
  readonly title: Markup;
  /** How to read the figure. */
  readonly caption: Markup;
  /** The text alternative: what is drawn, with its numbers. */
  readonly description: string;
}

/** Panels of series, as plain data: the same object is drawn, published and read aloud. */
export interface FigureData extends Described {
  /** Of every panel without one of its own. */
  readonly x: Axis;
  /** Top to bottom, or row by row where there are columns. */
  readonly panels: readonly Panel[];
  /** Panels side by side where there is room; 1 by default. */
  readonly columns?: number | undefined;
  readonly strip?: Strip | undefined;
}

/** What a cell of a matrix can be. Colour and shape say it in the cell, the name in the key under the matrix. */
export interface CellClass {
  readonly name: string;
  readonly role: Role;
  readonly shape: MarkShape;
}

/** Its class by name, the number behind it, and the words to show, of at most about ten characters. */
export interface Cell {
  readonly class: string;
  readonly value: number | null;
  readonly text: Markup;
}

export interface MatrixRow {
  readonly name: string;
  /** Rows of one group stand together under its name. */
  readonly group?: string | undefined;
  /** One a column; null where nothing was measured. */
  readonly cells: readonly (Cell | null)[];
}

/** Classes by row and column. */
export interface MatrixData extends Described {
  /** What the rows are, and what the columns. */
  readonly rowWords: string;
  readonly columnWords: string;
  /** What the text of a cell says, such as `local exponent p at t = 3`. */
  readonly cellWords: Markup;
  readonly columns: readonly { readonly name: string; readonly short?: string | undefined }[];
  readonly classes: readonly CellClass[];
  readonly rows: readonly MatrixRow[];
}

export type Figure = FigureData | MatrixData;

export const isMatrix = (figure: Figure): figure is MatrixData => 'rows' in figure;

/** An axis title: words, symbol, unit. */
export const axisTitle = ({ words, symbol, unit }: Axis): Markup =>
  `${words}${symbol && `, ${symbol}`}${unit && ` (${unit})`}`;
