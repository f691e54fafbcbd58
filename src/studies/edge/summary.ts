import { edgeRules } from './judge.ts';
import { edgeRates, slicedRate } from './settings.ts';
import { orbitError } from './statistics.ts';
import { verdictOpening } from '../../claims/verdict.ts';
import type { ClaimSummary } from '../../figures/claim-summary.ts';
import type { Axis, Curve, Role } from '../../figures/figure-data.ts';
import { toPlain, type Markup } from '../../figures/markup.ts';
import type { SparklineData } from '../../figures/sparkline.ts';
import { atRate, descentsOf, edgeRatios, edgeRuns, type EdgeRun } from './selections.ts';
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
  (run: EdgeRun): Curve => {
    const ratios = edgeRatios(run).filter(({ step }) => step > 0);
    return {
      kind: 'curve',
      name: run.id,
      role,
      x: ratios.map(({ step }) => step),
      y: ratios.map(({ ratio }) => ratio),
    };
  };

/** Sharpness over the edge against the step of every judged run. */
function sparkline(all: readonly EdgeRun[]): SparklineData | null {
  const runs = edgeRates.flatMap((rate) => atRate(all, rate));
  if (runs.length === 0) return null;
  return {
    description: toPlain(`${trainingFinding(all)} ${trainingControlFinding(all)}`),
    caption: 'sharpness·η/2 against step',
    x: axis('step', '', 'log', [25, 4000]),
    y: axis('sharpness', '<i>Sη</i>/2', 'linear', [0, 1.3]),
    curves: [
      ...descentsOf(all, 'tanh4-small-rate').map(ratioCurve('control')),
      ...runs.map(ratioCurve('measured')),
    ],
    marks: [1, 0],
  };
}

/** What happens on slices, in a sentence; null where none were measured. */
function slicesSentence(all: readonly EdgeRun[]): Markup | null {
  const orbits = atRate(all, slicedRate).flatMap((run) => run.orbits);
  if (orbits.length === 0) return null;
  return orbits.every((orbit) => orbitError(orbit) < edgeRules.orbitError)
    ? 'On one-dimensional slices of a real loss, subquadratic growth turns divergence into an oscillation of the size it predicts.'
    : 'On one-dimensional slices of a real loss, subquadratic growth does not always predict the oscillation of gradient descent.';
}

export const summary: ClaimSummary = {
  claim: 'R3',
  standfirst: (results) =>
    [verdictOpening(results.claim('R3').verdict), slicesSentence(edgeRuns(results))]
      .filter((sentence) => sentence !== null)
      .join(' '),
  sparkline: (results) => sparkline(edgeRuns(results)),
};
