import { edgeRates } from './settings.ts';
import type { Axis, Curve, Role } from '../../figures/figure-data.ts';
import { toPlain } from '../../figures/markup.ts';
import type { SparklineData } from '../../figures/sparkline.ts';
import { atRate, descentsOf, edgeRatios, edgeStudy, type EdgeArtifact } from './study.ts';
import { trainingControlFinding, trainingFinding } from './training-findings.ts';

const axis = (words: string, symbol: string, scale: Axis['scale'], domain: Axis['domain']): Axis => ({
  words,
  symbol,
  unit: '',
  scale,
  domain,
});

const ratioCurve =
  (role: Role) =>
  (run: EdgeArtifact): Curve => {
    const ratios = edgeRatios(run).filter(({ step }) => step > 0);
    return {
      kind: 'curve',
      name: run.id,
      role,
      x: ratios.map(({ step }) => step),
      y: ratios.map(({ ratio }) => ratio),
    };
  };

/** Sharpness over the edge against the step of every judged run, for the ledger. */
export function edgeSparkline(): SparklineData | null {
  const study = edgeStudy();
  const runs = edgeRates.flatMap((rate) => atRate(study, rate));
  if (runs.length === 0) return null;
  return {
    description: toPlain(`${trainingFinding(study)} ${trainingControlFinding(study)}`),
    caption: 'sharpness·η/2 against step',
    x: axis('step', '', 'log', [25, 4000]),
    y: axis('sharpness', '<i>Sη</i>/2', 'linear', [0, 1.3]),
    curves: [
      ...descentsOf(study, 'tanh4-small-rate').map(ratioCurve('control')),
      ...runs.map(ratioCurve('measured')),
    ],
    marks: [1, 0],
  };
}
