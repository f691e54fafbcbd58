import { toPlain } from '../../figures/markup.ts';
import type { Verdict } from '../../claims/claim.ts';
import type { ClaimSummary } from '../../figures/claim-summary.ts';
import type { SparklineData } from '../../figures/sparkline.ts';
import { distanceAxis, exponentAxis } from '../../figures/slice-axes.ts';
import { exponentCurve } from '../../figures/drawn-curve.ts';
import { countFinding, linearFinding } from './findings.ts';
import { constructionStudy, minimaOf, nothing, type ConstructionStudy } from './selections.ts';

const magnitudes = 3;

/** The local exponent around trained minima for three magnitudes, and of linear networks. */
function sparkline(study: ConstructionStudy): SparklineData | null {
  const curves = (activation: 'tanh' | 'identity') =>
    minimaOf(study, activation, magnitudes).map((run) =>
      exponentCurve(
        {
          name: `${activation === 'tanh' ? 'tanh' : 'linear'}, seed ${run.seed}`,
          role: activation === 'tanh' ? 'measured' : 'control',
        },
        run.t,
        run.f,
      ),
    );
  const measured = curves('tanh');
  if (measured.length === 0) return null;
  const { x } = measured[0];
  return {
    description: toPlain(`${countFinding(study)} ${linearFinding(study)}`),
    caption: 'local exponent against distance',
    x: distanceAxis([x[0], x.at(-1)!]),
    y: exponentAxis([0, 2.2]),
    curves: [...curves('identity'), ...measured],
    marks: [2, 0],
  };
}

const openings: Readonly<Record<Verdict, string>> = {
  supported: 'The construction does what the paper says, in every test and with every control in order.',
  partly: 'The construction does what the paper says in part.',
  refuted: 'The construction fails every test.',
  inconclusive: 'The measurement does not decide the claim.',
  'not measured': 'The claim is not measured in this build.',
};

export const summary: ClaimSummary = {
  claim: 'R6',
  standfirst: (results) => {
    const study = constructionStudy(results);
    const { verdict } = results.claim('R6');
    if (!study) return nothing;
    return verdict === 'not measured' ? openings[verdict] : `${openings[verdict]} ${countFinding(study)}`;
  },
  sparkline: (results) => {
    const study = constructionStudy(results);
    return study && sparkline(study);
  },
};
