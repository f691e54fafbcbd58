import { toPlain } from '../../figures/markup.ts';
import type { SparklineData } from '../../figures/sparkline.ts';
import { distanceAxis, exponentAxis } from '../../figures/slice-axes.ts';
import { exponentCurve } from '../../figures/drawn-curve.ts';
import { countFinding, linearFinding } from './findings.ts';
import { constructionStudy, minimaOf } from './study.ts';

const magnitudes = 3;

/** The local exponent around trained minima for three magnitudes, and of linear networks, for the ledger. */
export function constructionSparkline(): SparklineData | null {
  const study = constructionStudy();
  if (!study) return null;
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
