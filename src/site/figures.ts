import type { Figure } from '../figures/figure-data.ts';

/** A figure of the site with what made it. */
export interface PublishedFigure {
  readonly data: Figure;
  /** Ids of the artifacts that it draws. */
  readonly artifacts: readonly string[];
  /** Path in the repository of the function that made its data. */
  readonly source: string;
  /** Recomputes the artifacts and draws the figure again. */
  readonly rerun: string;
}
