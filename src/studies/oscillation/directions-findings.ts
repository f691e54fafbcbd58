import { oscillationRules } from './judge.ts';
import type { Markup } from '../../figures/markup.ts';
import { counted, formatPercent, spanned } from '../../figures/numbers.ts';
import type { DirectionsRun } from './selections.ts';

const ratios = (runs: readonly DirectionsRun[], of: 'predicted' | 'predictedByOne'): readonly number[] =>
  runs.flatMap(({ amplitudes }) => (amplitudes?.[of] ? [amplitudes.measured / amplitudes[of]] : []));

/** How many directions are at the edge and how well all of them together predict the oscillation, in a sentence. */
export function directionsFinding(runs: readonly DirectionsRun[]): Markup {
  const [all, one] = [ratios(runs, 'predicted'), ratios(runs, 'predictedByOne')];
  if (all.length === 0) return 'No network of ten outputs came to a window at the edge.';
  const [low, high] = oscillationRules.ratio;
  const good = all.filter((ratio) => ratio >= low && ratio <= high).length;
  const counts = runs.flatMap(({ centres }) => centres.map(({ atEdge }) => atEdge));
  return `With ${spanned(counts, String)} directions at the edge, the oscillation measured is ${spanned(all)} times what the central flow of all of them predicts, within a tenth in ${good} of ${counted(all.length, 'window')}; the formula of one direction is off by a factor of ${spanned(one)}.`;
}

/** How much of the oscillation lies in the directions at the edge, in a sentence. */
export function insideFinding(runs: readonly DirectionsRun[]): Markup {
  const inside = runs.flatMap(({ centres }) => centres.map((centre) => centre.inside));
  return inside.length === 0
    ? ''
    : `The directions at the edge hold ${spanned(inside, formatPercent)} of the oscillation’s square.`;
}

/** Whether everything behind the prediction converged, in a sentence. */
export function convergenceFinding(runs: readonly DirectionsRun[]): Markup {
  const centres = runs.flatMap((run) => run.centres);
  if (centres.length === 0) return '';
  const solved = centres.filter(({ solver }) => solver === 'converged').length;
  const residual = Math.max(...centres.map((centre) => centre.residual));
  return `The complementarity problem converged at ${solved} of ${counted(centres.length, 'centre')}; the largest residual of an eigenpair at the edge is ${formatPercent(residual)} of its eigenvalue.`;
}
