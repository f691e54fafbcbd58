import { verdictOpening } from '../../claims/verdict.ts';
import type { ClaimSummary } from '../../figures/claim-summary.ts';
import type { SparklineData } from '../../figures/sparkline.ts';
import { controlFinding, riseFinding } from './findings.ts';
import { toPlain } from '../../figures/markup.ts';
import { distanceAxis, drawn, exponentAxis } from './axes.ts';
import { seedCurves } from './curves.ts';
import { growthStudy, nothing, type GrowthStudy } from './selections.ts';

/** The local exponent of every seed and of the control. */
function sparkline(study: GrowthStudy): SparklineData {
  const control = seedCurves(study.linear, 'p', 'linear network', 'control');
  const measured = seedCurves(study.tanh, 'p', 'tanh network', 'measured');
  const lowest = Math.min(...measured.flatMap(({ x, y }) => drawn(x, y)));
  const floor = Math.min(1, Math.floor(lowest * 10) / 10);
  return {
    description: toPlain(`${riseFinding(study)} ${controlFinding(study)}`),
    caption: 'local exponent against distance',
    x: { ...distanceAxis, domain: [1e-2, 1e2] },
    y: exponentAxis([floor, 2.2]),
    curves: [...control, ...measured],
    marks: [2, floor],
  };
}

export const summary: ClaimSummary = {
  claim: 'R1',
  standfirst: (results) => {
    const study = growthStudy(results);
    const { verdict } = results.claim('R1');
    if (!study) return nothing;
    const opening = verdictOpening(verdict, 'network');
    return verdict === 'not measured' ? opening : `${opening} ${riseFinding(study)}`;
  },
  sparkline: (results) => {
    const study = growthStudy(results);
    return study && sparkline(study);
  },
};
