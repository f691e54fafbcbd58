import type { FigureData } from '../figures/figure-data.ts';
import { toPlain, type Markup } from '../figures/markup.ts';
import type { Controls, StateOf } from './controls.ts';

/** Numbers beside the figures: a head, then rows that begin with their name. */
export interface Readings {
  readonly caption: string;
  readonly heads: readonly Markup[];
  readonly rows: readonly (readonly Markup[])[];
  /** The column of what was measured, which stands out. */
  readonly measured?: number;
}

/** What a lab shows in one state. A figure's title says what is seen, as everywhere on the site. */
export interface View {
  readonly figures: readonly FigureData[];
  readonly readings?: Readings | undefined;
  /** Read out when a control has moved. */
  readonly summary: string;
}

/** Figures, the first of which says in its title what is seen, and the numbers beside them. */
export const viewOf = (figures: readonly FigureData[], readings?: Readings): View => ({
  figures,
  readings,
  summary: toPlain(figures[0].title),
});

/** A lab without waiting: its view is computed at once from its state, at build time as in the browser. */
export interface Lab<C extends Controls = Controls> {
  readonly slug: string;
  readonly controls: C;
  readonly view: (state: StateOf<C>) => View;
  /** Names of the controls that this state has no use for. */
  readonly idle?: (state: StateOf<C>) => readonly (keyof C)[];
  /** The slider that the buttons Run and Step move. */
  readonly play?: keyof C;
}

export const defineLab = <const C extends Controls>(lab: Lab<C>): Lab<C> => lab;
