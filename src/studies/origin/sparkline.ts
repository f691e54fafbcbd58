import { toPlain } from '../../figures/markup.ts';
import type { SparklineData } from '../../figures/sparkline.ts';
import { distanceAxis, exponentAxis } from '../../figures/slice-axes.ts';
import { drawnCurve } from '../../figures/drawn-curve.ts';
import { cellsFinding, linearFinding } from './findings.ts';
import { cellsOf, originRuns } from './study.ts';

/** Local exponents on data of three magnitudes: the tanh network, and the linear model as the control. */
export function originSparkline(): SparklineData | null {
  const runs = originRuns();
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
