import { imagesOf } from '../../measure/image-words.ts';
import { decayVariants } from './settings.ts';
import { decayRules } from './judge.ts';
import { decayParameters, energyCounts, secondNames } from './schema.ts';
import { dropOverEnergy, dropRatio, dropSteps, lastingGain, secondDrop } from './statistics.ts';
import type { Results } from '../../claims/results.ts';
import type { Markup } from '../../figures/markup.ts';
import { counted, countWord, formatPercent, grouped, listed, spanned } from '../../figures/numbers.ts';
import { max } from '../../math/statistics.ts';
import { decayRuns, eventsOf, firstEvents, firstFactors, racesOf, type DecayRun } from './selections.ts';

/** What the loss does at once when the learning rate is cut, in a sentence. */
export function dropFinding(runs: readonly DecayRun[]): Markup {
  const events = firstEvents(runs).map(({ event }) => event);
  if (events.length === 0) return 'No decay was measured.';
  const decayed = events.map((event) => dropRatio(event, event.decayed));
  const control = events.map((event) => dropRatio(event, event.control));
  return `Cutting the learning rate at the edge brings the loss to ${spanned(decayed)} of what it was within ${dropSteps} steps; going on without the cut (control) leaves it at ${spanned(control)}.`;
}

/** Whether the drop is the energy of the oscillation, in a sentence. */
export function energyFinding(runs: readonly DecayRun[]): Markup {
  const events = firstEvents(runs).map(({ event }) => event);
  if (events.length === 0) return 'No decay was measured.';
  const ratios = events.map((event) => dropOverEnergy(event, event.decayed));
  const [low, high] = decayRules.energy;
  const good = ratios.filter((ratio) => ratio >= low && ratio <= high).length;
  return good === ratios.length
    ? `The drop is the energy of the oscillation: in all ${ratios.length} decays it is ${spanned(ratios)} times what the iterates lie above their centre.`
    : `In ${good} of ${counted(ratios.length, 'decay')} the drop is the energy of the oscillation to within the bounds of the test; over all it is ${spanned(ratios)} times that energy.`;
}

/** What the undecayed control falls by over the same energy, in a sentence. */
export function energyControlFinding(runs: readonly DecayRun[]): Markup {
  const ratios = firstEvents(runs).map(({ event }) => dropOverEnergy(event, event.control));
  return ratios.length === 0
    ? ''
    : `The undecayed run falls by ${spanned(ratios)} times that energy over the same steps.`;
}

/** In how many directions the energy lies, in a sentence. */
export function directionsFinding(runs: readonly DecayRun[]): Markup {
  const energies = firstEvents(runs).map(({ event }) => event.energy);
  if (energies.length === 0) return '';
  const parts = energyCounts.map((count, i) => {
    const words = count === 1 ? 'the sharpest direction holds' : `the ${count} sharpest hold`;
    return `${words} ${spanned(
      energies.map(({ shares }) => shares[i]),
      formatPercent,
    )}`;
  });
  const missing = energyCounts.at(-1)! - Math.min(...energies.map(({ converged }) => converged));
  const caveat = missing > 0 ? ` (up to ${missing} of these eigenpairs have not converged)` : '';
  return `Of the energy, ${listed(parts)}${caveat}.`;
}

/** How near to a quadratic the loss is over the oscillation, in a sentence. */
export function quadraticFinding(runs: readonly DecayRun[]): Markup {
  const energies = firstEvents(runs).map(({ event }) => event.energy);
  if (energies.length === 0) return '';
  const worst = max(energies, ({ quadratic }) => Math.abs(quadratic - 1));
  const scale =
    worst < decayRules.beyond
      ? 'The oscillation stays within one quadratic scale: its size is that of the parabola, and no finer scale is entered by ending it'
      : 'The oscillation reaches beyond one quadratic scale';
  return `Computed from the Hessian at the centre, ½<i>δ</i>·<i>Hδ</i>, the energy comes out right to within ${formatPercent(worst)}. ${scale}.`;
}

/** Sharpness before second decays and what they did, in a sentence. */
export function gateFinding(runs: readonly DecayRun[]): Markup {
  const side = (name: string) => {
    const events = eventsOf(runs, name).map(({ event }) => event);
    const drops = runs.map((output) => secondDrop(output, name)).filter((value) => value !== null);
    return { events: events.length, ratios: events.map(({ ratio }) => ratio), drops };
  };
  const [below, at] = [side(secondNames.below), side(secondNames.at)];
  if (below.events === 0) return 'No second decay was measured.';
  const nothing = `A second decay below the edge, at sharpness·<i>η</i>/2 of ${spanned(below.ratios)}, leaves the loss at ${spanned(below.drops)} times that without it after ${dropSteps} steps`;
  return at.events === 0
    ? `${nothing}; in no seed did the sharpness come back to the edge for one there.`
    : `${nothing}; one back at the edge, at ${spanned(at.ratios)}, brings it to ${spanned(at.drops)} times.`;
}

/** Whether and when the undecayed run overtakes, in a sentence. */
export function overtakeFinding(runs: readonly DecayRun[]): Markup {
  const parts = firstFactors.flatMap((factor) => {
    const races = racesOf(runs, factor).map(({ race }) => race);
    if (races.length === 0) return [];
    const overtaken = races.flatMap(({ overtaken: step }) => (step === null ? [] : [step]));
    const end = grouped(Math.max(...races.map(({ steps }) => steps.at(-1)!)));
    const when = overtaken.length === 0 ? `within ${end} steps` : `${spanned(overtaken, grouped)} steps`;
    const count =
      overtaken.length === races.length
        ? `all ${races.length} races`
        : `${countWord(overtaken.length)} of ${counted(races.length, 'race')}`;
    return [`in ${count} ${when} after a division by ${factor}`];
  });
  return parts.length === 0 ? 'No race was run.' : `The undecayed run overtakes ${listed(parts)}.`;
}

/** Factors whose gain is gone at the end of every race, and those whose gain is still there. */
function lasting(runs: readonly DecayRun[]) {
  const gains = firstFactors.flatMap((factor) => {
    const values = racesOf(runs, factor).map(({ race }) => lastingGain(race));
    return values.length === 0 ? [] : [{ factor, values }];
  });
  const where = (holds: (gain: number) => boolean) =>
    gains.filter(({ values }) => values.every(holds)).map(({ factor }) => String(factor));
  return { gone: where((gain) => gain > 1), kept: where((gain) => gain < 1) };
}

/** What the races say of the gain of a cut and of its price, in sentences. */
export function lateFinding(runs: readonly DecayRun[]): Markup {
  const { gone, kept } = lasting(runs);
  const price =
    gone.length === 0
      ? ''
      : `What a division by ${gone.join(' or ')} gains is temporary: the oscillation could have been ended at any later time, and the price of ending it early is paid in every step after it. `;
  const still =
    kept.length === 0 ? '' : `A division by ${kept.join(' or ')} still has its gain when the race ends.`;
  return `${price}${still}`.trim();
}

/** Who leads at the end of the races, in a sentence. */
export function outcomeFinding(runs: readonly DecayRun[]): Markup {
  const parts = firstFactors.flatMap((factor) => {
    const gains = racesOf(runs, factor).map(({ race }) => lastingGain(race));
    return gains.length === 0 ? [] : [`${spanned(gains)} after a division by ${factor}`];
  });
  return parts.length === 0
    ? ''
    : `At the end of the races the loss with the decay over that without it is ${listed(parts)}.`;
}

/** What the drop says of the paper's account, in a sentence. */
export function accountFinding(runs: readonly DecayRun[]): Markup {
  const energies = firstEvents(runs).map(({ event }) => event.energy);
  if (energies.length === 0) return '';
  const worst = max(energies, ({ quadratic }) => Math.abs(quadratic - 1));
  return worst < decayRules.beyond
    ? `On these networks the decay does what the claim says at first glance: the loss falls at once, and by exactly what the oscillation had held it up. But it falls to the floor of the valley in which it was, not into a finer one: the loss over the oscillation is a parabola to within ${formatPercent(worst)}, and a parabola has one scale.`
    : `On these networks the oscillation reaches to where the loss departs from its parabola by ${formatPercent(worst)}, so that several scales can be at work.`;
}

/** Sharpness of the first decays, in a sentence. */
export function ratioFinding(runs: readonly DecayRun[]): Markup {
  const ratios = firstEvents(runs).map(({ event }) => event.ratio);
  return ratios.length === 0 ? '' : `sharpness·<i>η</i>/2 is ${spanned(ratios)} before it`;
}

/** Share of the loss before a decay that was oscillation. */
export function energyShare(runs: readonly DecayRun[]): Markup {
  const energies = firstEvents(runs).map(({ event }) => event.energy);
  const shares = energies.map(({ iterates, centre }) => (iterates - centre) / iterates);
  return shares.length === 0
    ? ''
    : `Before the cut, ${spanned(shares, formatPercent)} of the loss was oscillation.`;
}

/** What the runs were set to, in the words of the page. */
export function decaySettings(results: Results) {
  const [run] = decayRuns(results);
  const { hidden, images, learningRate, firsts, raceSteps, second } = run
    ? decayParameters.parse(run.parameters)
    : decayVariants('full').tanh4.parameters;
  return {
    hidden: hidden.join('–'),
    samples: images.samples,
    images: imagesOf(run ? [run] : [], results.dataset).name,
    learningRate,
    firsts: firsts.map(({ step, factor }) => `by ${factor} at step ${grouped(step)}`).join(', in another '),
    raceSteps: grouped(raceSteps),
    second: { ...second, step: grouped(second.step) },
    dropSteps,
  };
}
