import type { ClaimId } from '../claims/claim.ts';
import type { Markup } from '../figures/markup.ts';
import type { SparklineData } from '../figures/sparkline.ts';
import type { PublishedFigure } from './figures.ts';
import { edgeFindings } from '../studies/edge/page.ts';
import { edgeFigures } from '../studies/edge/published.ts';
import { edgeSparkline } from '../studies/edge/sparkline.ts';
import { engineFigures } from '../studies/engine-benchmark/published.ts';

const figures = new Map<string, PublishedFigure>();

/** Every figure of the site by its id. Add a claim's figures here. */
export function legacyFigures(): ReadonlyMap<string, PublishedFigure> {
  if (figures.size === 0)
    for (const figure of [...edgeFigures(), ...engineFigures()]) figures.set(figure.data.id, figure);
  return figures;
}

/** The ledger's picture of a claim; null when there is nothing to draw. */
export const sparklines: Partial<Record<ClaimId, () => SparklineData | null>> = {
  R3: edgeSparkline,
};

/** What a claim's page found, in the sentences under its title. */
export const standfirsts: Partial<Record<ClaimId, () => Markup>> = {
  R3: () => edgeFindings().standfirst,
};
