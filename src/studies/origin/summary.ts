import { toPlain } from '../../figures/markup.ts';
import { verdictOpening } from '../../claims/verdict.ts';
import type { ClaimSummary } from '../../figures/claim-summary.ts';
import type { SparklineData } from '../../figures/sparkline.ts';
import { distanceAxis, exponentAxis } from '../../figures/slice-axes.ts';
import { drawnCurve } from '../../figures/drawn-curve.ts';
import { followsConclusion } from './conclusion-findings.ts';
import { cellsFinding, linearFinding, originSettings } from './findings.ts';
import { cellsOf, nothing, originRuns, type OriginRun } from './selections.ts';

/** Local exponents on data of three magnitudes: the tanh network, and the linear model as the control. */
function sparkline(runs: readonly OriginRun[]): SparklineData | null {
  if (runs.length === 0) return null;
  const curves = (model: 'linear' | 'tanh') =>
    cellsOf(runs, model, 'three').map(({ seed, t, p }) =>
      drawnCurve({ name: `${model}, seed ${seed}`, role: model === 'tanh' ? 'measured' : 'control' }, t, p),
    );
  const measured = curves('tanh');
  const { x } = measured[0];
  return {
    description: toPlain(`${cellsFinding(runs)} ${linearFinding(runs)}`),
    caption: 'local exponent against distance',
    x: distanceAxis([x[0], x.at(-1)!]),
    y: exponentAxis([0, 2.2]),
    curves: [...curves('linear'), ...measured],
    marks: [2, 0],
  };
}

export const summary: ClaimSummary = {
  claim: 'R5',
  standfirst: (results) => {
    const runs = originRuns(results);
    if (runs.length === 0) return nothing;
    const { verdict, tests } = results.claim('R5');
    if (verdict === 'not measured') return verdictOpening(verdict);
    const opening =
      verdict === 'supported' || verdict === 'partly'
        ? followsConclusion(tests, originSettings(results).noun)
        : verdict === 'refuted'
          ? 'The claim passes none of its tests.'
          : verdictOpening(verdict);
    return `${opening} ${cellsFinding(runs)}`;
  },
  sparkline: (results) => sparkline(originRuns(results)),
};
