import type { Markup } from './markup.ts';

/** An axis with the words, symbol and unit of its title. A log axis has its ticks at powers of ten. */
export interface Axis {
  readonly words: string;
  readonly symbol: Markup;
  readonly unit: string;
  readonly scale: 'log' | 'linear';
  readonly domain: readonly [number, number];
}

/** What a curve is; it fixes its look on every figure of the site. */
export type Role = 'measured' | 'second' | 'third' | 'control' | 'predicted';

/** y over x; null where the data cannot tell, drawn as a gap. */
export interface Curve {
  readonly kind: 'curve';
  readonly name: string;
  readonly role: Role;
  readonly x: readonly number[];
  readonly y: readonly (number | null)[];
}

/** The range between two curves. */
export interface Band {
  readonly kind: 'band';
  readonly name: string;
  readonly x: readonly number[];
  readonly low: readonly (number | null)[];
  readonly high: readonly (number | null)[];
}

export type Series = Curve | Band;

/** A range of x that means something, with one value in it marked; drawn through every panel. */
export interface Strip {
  readonly name: string;
  readonly from: number;
  readonly at: number;
  readonly to: number;
  readonly label: Markup;
}

/** Words set beside curves, in their colour. `short` stands in where the figure is narrow. */
export interface Label {
  readonly text: Markup;
  readonly short?: Markup;
  readonly role: Role;
  /** Names of the curves it may stand beside. */
  readonly beside: readonly string[];
}

export interface Panel {
  readonly name: string;
  readonly y: Axis;
  /** Height of the plotting area in px at the widest of the sizes. */
  readonly height: number;
  readonly series: readonly Series[];
  readonly labels: readonly Label[];
}

/** What a figure shows, as plain data: the same object is drawn, published and read aloud. */
export interface FigureData {
  /** `fig-<slug>-<name>` */
  readonly id: string;
  /** The finding, in a sentence. */
  readonly title: Markup;
  /** How to read the figure. */
  readonly caption: Markup;
  /** The text alternative: what is drawn, with its numbers. */
  readonly description: string;
  readonly x: Axis;
  /** Top to bottom, sharing the x axis. */
  readonly panels: readonly Panel[];
  readonly strip?: Strip | undefined;
}

/** An axis title: words, symbol, unit. */
export const axisTitle = (axis: Axis): Markup => `${axis.words}, ${axis.symbol} (${axis.unit})`;
