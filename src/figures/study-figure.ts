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

/** Draws the runs that a selection finds, where it finds any. */
export const drawnFrom =
  <R extends Envelope>(
    select: (results: Results) => readonly R[],
    draw: (runs: readonly R[]) => Figure,
  ): StudyFigure =>
  (results) => {
    const runs = select(results);
    return runs.length === 0 ? null : { data: draw(runs), runs };
  };

/** Draws what a selection finds, null where it finds nothing, of some of the runs in it. */
export const drawnOf =
  <S>(
    select: (results: Results) => S | null,
    draw: (found: S) => Figure,
    runs: (found: S) => readonly Envelope[],
  ): StudyFigure =>
  (results) => {
    const found = select(results);
    return found && { data: draw(found), runs: runs(found) };
  };
