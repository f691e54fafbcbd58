import { judgedRates } from './settings.ts';
import type { Curve, Role } from '../../figures/figure-data.ts';
import { toPlain } from '../../figures/markup.ts';
import { decadesAround } from '../../figures/scale.ts';
import { verdictOpening } from '../../claims/verdict.ts';
import type { ClaimSummary } from '../../figures/claim-summary.ts';
import type { SparklineData } from '../../figures/sparkline.ts';
import { curvatureAxis, distanceAxis } from './axes.ts';
import { controlFinding, scalesFinding } from './findings.ts';
import { curvatures } from './figures/scales.ts';
import { nothing, runsOf, scalesStudy, type ScalesStudy } from './selections.ts';

/** Curvature against distance of every seed at the smaller judged rate. */
function sparkline(study: ScalesStudy): SparklineData {
  const rate = Math.min(...judgedRates);
  const curves = (network: string, role: Role) =>
    runsOf(study, network, rate).map((run): Curve => ({
      kind: 'curve',
      name: `${network}, seed ${run.seed}`,
      role,
      x: run.scales.t,
      y: curvatures(run),
    }));
  const all = [...curves('tanh', 'control'), ...curves('linear', 'control'), ...curves('relu', 'measured')];
  const domain = decadesAround(all.flatMap(({ y }) => y.filter((value) => value !== null)));
  return {
    description: toPlain(`${scalesFinding(study)} ${controlFinding(study)}`),
    caption: 'curvature against distance',
    x: distanceAxis,
    y: curvatureAxis(domain),
    curves: all,
    marks: [...domain].reverse(),
  };
}

export const summary: ClaimSummary = {
  claim: 'R2',
  standfirst: (results) => {
    const study = scalesStudy(results);
    const { verdict } = results.claim('R2');
    if (!study) return nothing;
    const opening = verdictOpening(verdict, 'networks');
    return verdict === 'not measured' ? opening : `${opening} ${scalesFinding(study)}`;
  },
  sparkline: (results) => {
    const study = scalesStudy(results);
    return study && sparkline(study);
  },
};
