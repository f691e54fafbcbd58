import type { ClaimId } from '../claims/claim.ts';
import { figuresOf, type PublishedFigure } from '../registry/figures.ts';
import { summaryOf } from '../registry/summaries.ts';
import { results } from './results.ts';

let figures: ReadonlyMap<string, PublishedFigure> | undefined;

/** Every figure of this build by its id. */
export const publishedFigures = (): ReadonlyMap<string, PublishedFigure> => (figures ??= figuresOf(results));

/** The ledger's picture of a claim; null when there is nothing to draw. */
export const sparklineOf = (id: ClaimId) => summaryOf(id).sparkline?.(results) ?? null;

/** What a claim's page found, in the sentences under its title. */
export const standfirstOf = (id: ClaimId) => summaryOf(id).standfirst(results) || results.claim(id).reason;
