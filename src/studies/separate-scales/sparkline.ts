import { judgedRates } from './settings.ts';
import type { Curve, Role } from '../../figures/figure-data.ts';
import { toPlain } from '../../figures/markup.ts';
import { decadesAround } from '../../figures/scale.ts';
import type { SparklineData } from '../../figures/sparkline.ts';
import { curvatureAxis, distanceAxis } from './axes.ts';
import { controlFinding, scalesFinding } from './findings.ts';
import { curvatures } from './figures/scales.ts';
import { runsOf, scalesStudy } from './study.ts';

/** Curvature against distance of every seed at the smaller judged rate, for the ledger. */
export function scalesSparkline(): SparklineData | null {
  const study = scalesStudy();
  if (!study) return null;
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
