import type { ClaimId } from '../experiments/claim.ts';
import type { Markup } from '../figures/markup.ts';
import type { SparklineData } from '../figures/sparkline.ts';
import type { PublishedFigure } from './figures.ts';
import { detectorFigures } from './detector/published.ts';
import { edgeFindings } from './edge-of-stability/page.ts';
import { edgeFigures } from './edge-of-stability/published.ts';
import { edgeSparkline } from './edge-of-stability/sparkline.ts';
import { engineFigures } from './compiled-engine/published.ts';
import { growthFigures } from './growth/published.ts';
import { growthFindings } from './growth/page.ts';
import { growthSparkline } from './growth/sparkline.ts';
import { decayFindings } from './learning-rate-decay/page.ts';
import { decayFigures } from './learning-rate-decay/published.ts';
import { decaySparkline } from './learning-rate-decay/sparkline.ts';
import { orbitsFigures } from './orbits/published.ts';
import { originFindings } from './origin/page.ts';
import { originFigures } from './origin/published.ts';
import { originSparkline } from './origin/sparkline.ts';
import { scalesFindings } from './separate-scales/page.ts';
import { separateScalesFigures } from './separate-scales/published.ts';
import { scalesSparkline } from './separate-scales/sparkline.ts';
import { staircaseFigures } from './staircase/published.ts';
import { constructionFindings } from './two-layer/page.ts';
import { constructionFigures } from './two-layer/published.ts';
import { constructionSparkline } from './two-layer/sparkline.ts';
import { valleyFigures } from './valley/published.ts';

const figures = new Map<string, PublishedFigure>();

/** Every figure of the site by its id. Add a claim's figures here. */
export function publishedFigures(): ReadonlyMap<string, PublishedFigure> {
  if (figures.size === 0)
    for (const figure of [
      ...growthFigures(),
      ...separateScalesFigures(),
      ...orbitsFigures(),
      ...valleyFigures(),
      ...edgeFigures(),
      ...staircaseFigures(),
      ...decayFigures(),
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
  R1: growthSparkline,
  R2: scalesSparkline,
  R3: edgeSparkline,
  R4: decaySparkline,
  R5: originSparkline,
  R6: constructionSparkline,
};

/** What a claim's page found, in the sentences under its title. */
export const standfirsts: Partial<Record<ClaimId, () => Markup>> = {
  R1: () => growthFindings().standfirst,
  R2: () => scalesFindings().standfirst,
  R3: () => edgeFindings().standfirst,
  R4: () => decayFindings().standfirst,
  R5: () => originFindings().standfirst,
  R6: () => constructionFindings().standfirst,
};
