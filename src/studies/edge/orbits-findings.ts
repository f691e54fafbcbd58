import { edgeRules } from './judge.ts';
import type { Orbit } from './schema.ts';
import { orbitError } from './statistics.ts';
import { slicedRate } from './settings.ts';
import type { Markup } from '../../figures/markup.ts';
import { capitalised, counted, countWord, formatPercent, spanned } from '../../figures/numbers.ts';
import { max, ofAll } from '../../math/statistics.ts';
import { atRate, descentsOf, type EdgeRun } from './selections.ts';

const orbitsOf = (all: readonly EdgeRun[], variant: string): readonly Orbit[] =>
  descentsOf(all, variant).flatMap(({ orbits }) => orbits);

/** Whether orbits on measured slices settle where the relation says, in a sentence. */
export function orbitFinding(all: readonly EdgeRun[]): Markup {
  const orbits = atRate(all, slicedRate).flatMap((run) => run.orbits);
  if (orbits.length === 0) return 'No slice of a network at the edge was measured.';
  const [first, last] = [0, orbits.length - 1].map(
    (i) => orbits.map(({ excess }) => excess).toSorted((a, b) => a - b)[i],
  );
  const settled = orbits.filter(({ status }) => status === 'period 2');
  const worst = ofAll(max, settled.map(orbitError));
  const good = orbits.filter((orbit) => orbitError(orbit) < edgeRules.orbitError).length;
  const where = `On measured slices of the network, at ${first} to ${last} times the edge,`;
  return good === orbits.length
    ? `${where} gradient descent comes to a cycle of two points in all ${orbits.length} orbits, with the amplitude that <i>f</i>′(<i>x</i>)/<i>x</i> = 2/<i>η</i> predicts to within ${formatPercent(worst!)}.`
    : `${where} gradient descent comes to a cycle of two points in ${settled.length} of ${counted(orbits.length, 'orbit')}; <i>f</i>′(<i>x</i>)/<i>x</i> = 2/<i>η</i> predicts the amplitude to within ${formatPercent(edgeRules.orbitError)} in ${good}.`;
}

/** What orbits do on slices that are quadratic, in a sentence. */
export function orbitControlFinding(all: readonly EdgeRun[]): Markup {
  const orbits = orbitsOf(all, 'linear');
  const lost = orbits.filter(({ status }) => status === 'diverged').length;
  if (orbits.length === 0) return '';
  return lost === orbits.length
    ? `On slices of a linear network (control), which are quadratic, all ${lost} orbits diverge.`
    : `On slices of a linear network (control), which are quadratic, ${lost} of ${counted(orbits.length, 'orbit')} diverge.`;
}

/** Whether a deep linear network at its edge has subquadratic slices, in a sentence. */
export function deepLinearFinding(all: readonly EdgeRun[]): Markup {
  const runs = descentsOf(all, 'deep-linear').filter(({ statistics }) => statistics?.crossing != null);
  const shares = runs.flatMap(({ decreasingShares }) => decreasingShares);
  if (shares.length === 0) return 'No deep linear network came to its edge with slices to speak of.';
  const subquadratic = shares.filter((share) => share >= edgeRules.decreasingShare).length;
  const orbits = runs.flatMap((run) => run.orbits);
  const lost = orbits.filter(({ status }) => status === 'diverged').length;
  const at = `${capitalised(countWord(runs.length))} deep linear ${runs.length === 1 ? 'network sits' : 'networks sit'} at the edge, with a mean sharpness of ${spanned(runs.map(({ statistics }) => statistics!.meanRatio!))} times 2/<i>η</i>.`;
  const slices =
    subquadratic === shares.length
      ? `All ${shares.length} of their slices along the top eigenvectors are subquadratic.`
      : `Of their ${counted(shares.length, 'slice')} along the top eigenvectors ${subquadratic === 0 ? 'none is' : `only ${countWord(subquadratic)} ${subquadratic === 1 ? 'is' : 'are'}`} subquadratic throughout: <i>f</i>′(<i>t</i>)/<i>t</i> falls on ${spanned(shares, formatPercent)} of the distances tested.`;
  return `${at} ${slices} Gradient descent on these slices beyond the edge diverges in ${lost} of ${counted(orbits.length, 'orbit')}.`;
}

/** What holds a network at an edge beyond which its own slices throw gradient descent out, in sentences; empty without one. */
export function sidewaysFinding(all: readonly EdgeRun[]): Markup {
  const thrown = descentsOf(all, 'deep-linear').some(
    ({ statistics, orbits }) =>
      statistics?.crossing != null && orbits.some(({ status }) => status === 'diverged'),
  );
  return thrown
    ? 'A network that sits at the edge while its own slices throw gradient descent out is kept there by something that the slice does not show. The iterates must move sideways, to where the curvature is lower.'
    : '';
}

/** Whether subquadratic slices are needed at the edge, in a sentence; empty where no network shows it. */
export function necessityFinding(all: readonly EdgeRun[]): Markup {
  const without = descentsOf(all, 'deep-linear').filter(
    ({ statistics, decreasingShares }) =>
      statistics?.crossing != null && decreasingShares.some((share) => share < edgeRules.decreasingShare),
  );
  return without.length === 0
    ? ''
    : 'It is not necessary: deep linear networks are at the edge without it, so that being there does not show that a loss grows subquadratically.';
}
