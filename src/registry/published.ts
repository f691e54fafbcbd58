import type { ClaimId } from '../claims/claim.ts';
import type { Markup } from '../figures/markup.ts';
import type { SparklineData } from '../figures/sparkline.ts';
import type { PublishedFigure } from './figures.ts';
import { detectorFigures } from '../studies/detector/published.ts';
import { edgeFindings } from '../studies/edge/page.ts';
import { edgeFigures } from '../studies/edge/published.ts';
import { edgeSparkline } from '../studies/edge/sparkline.ts';
import { engineFigures } from '../studies/engine-benchmark/published.ts';
import { originFindings } from '../studies/origin/page.ts';
import { originFigures } from '../studies/origin/published.ts';
import { originSparkline } from '../studies/origin/sparkline.ts';
import { constructionFindings } from '../studies/construction/page.ts';
import { constructionFigures } from '../studies/construction/published.ts';
import { constructionSparkline } from '../studies/construction/sparkline.ts';

const figures = new Map<string, PublishedFigure>();

/** Every figure of the site by its id. Add a claim's figures here. */
export function legacyFigures(): ReadonlyMap<string, PublishedFigure> {
  if (figures.size === 0)
    for (const figure of [
      ...edgeFigures(),
      ...engineFigures(),
      ...originFigures(),
      ...constructionFigures(),
      ...detectorFigures(),
    ])
      figures.set(figure.data.id, figure);
  return figures;
}

/** The ledger's picture of a claim; null when there is nothing to draw. */
export const sparklines: Partial<Record<ClaimId, () => SparklineData | null>> = {
  R3: edgeSparkline,
  R5: originSparkline,
  R6: constructionSparkline,
};

/** What a claim's page found, in the sentences under its title. */
export const standfirsts: Partial<Record<ClaimId, () => Markup>> = {
  R3: () => edgeFindings().standfirst,
  R5: () => originFindings().standfirst,
  R6: () => constructionFindings().standfirst,
};
