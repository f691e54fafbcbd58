import type { Envelope } from '../claims/envelope.ts';
import type { Results } from '../claims/results.ts';
import type { Figure } from './figure-data.ts';

/** A figure with the runs that it draws. */
export interface Drawing {
  readonly data: Figure;
  readonly runs: readonly Envelope[];
  /** The command that measures anew what is drawn, where that is no experiment of these runs. */
  readonly rerun?: string;
}

/**
 * A figure of a study: what it draws of a build's results, null where these have nothing to draw. Every file in a
 * study's `figures/` exports one as `figure`.
 */
export type StudyFigure = (results: Results) => Drawing | null;

/** Draws some runs, where there are any. */
export const drawnFrom = <R extends Envelope>(
  runs: readonly R[],
  draw: (runs: readonly R[]) => Figure,
): Drawing | null => (runs.length === 0 ? null : { data: draw(runs), runs });
