import type { ClaimId } from '../claims/claim.ts';
import { figuresOf, type PublishedFigure } from '../registry/figures.ts';
import { legacyFigures, sparklines, standfirsts } from '../registry/published.ts';
import { claimSummaries } from '../registry/summaries.ts';
import { results } from './results.ts';

let figures: ReadonlyMap<string, PublishedFigure> | undefined;

/** Every figure of this build by its id. */
export const publishedFigures = (): ReadonlyMap<string, PublishedFigure> =>
  (figures ??= new Map([...legacyFigures(), ...figuresOf(results)]));

/** The ledger's picture of a claim; null when there is nothing to draw. */
export const sparklineOf = (id: ClaimId) =>
  claimSummaries.get(id)?.sparkline(results) ?? sparklines[id]?.() ?? null;

/** What a claim's page found, in the sentences under its title. */
export const standfirstOf = (id: ClaimId) =>
  claimSummaries.get(id)?.standfirst(results) ?? standfirsts[id]?.() ?? results.claim(id).reason;
