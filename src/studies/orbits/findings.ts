import { amplitudeError, criticalError, cycleError, multiplierError } from './judge.ts';
import { edgeRate, logarithm, ricker } from '../../math/one-dimensional.ts';
import { doublingRate } from '../../math/bifurcation.ts';
import type { Markup } from '../../figures/markup.ts';
import { countWord, formatNumber, formatPercent, grouped, listed, spanned } from '../../figures/numbers.ts';
import { max, mean, ofAll } from '../../math/statistics.ts';
import type { RandomOrbits } from './schema.ts';
import { formulaOf, type OrbitsStudy } from './selections.ts';

const worst = ({ seeds }: OrbitsStudy, statistic: (seed: RandomOrbits) => number | null) => {
  const largest = ofAll(max, seeds.map(statistic));
  return largest === null ? 'not measured' : formatNumber(largest);
};

/** How many random orbits came to the predicted two-cycle, in a sentence. */
export function convergenceFinding({ seeds }: OrbitsStudy): Markup {
  const families = seeds.flatMap((seed) => seed.families);
  const orbits = families.reduce((sum, family) => sum + family.orbits, 0);
  const converged = families.reduce((sum, family) => sum + Math.round(family.converged * family.orbits), 0);
  const functions = seeds[0].families.length;
  return converged === orbits
    ? `All ${grouped(orbits)} orbits on ${countWord(functions)} subquadratic functions end at the amplitude where <i>f</i>′(<i>x</i>)/<i>x</i> = 2/<i>η</i>.`
    : `Of ${grouped(orbits)} orbits on ${countWord(functions)} subquadratic functions, ${grouped(converged)} end at the amplitude where <i>f</i>′(<i>x</i>)/<i>x</i> = 2/<i>η</i>.`;
}

export const errorFinding = (study: OrbitsStudy): Markup =>
  `The largest relative error of an amplitude is ${worst(study, amplitudeError)}, the largest error of a two-step multiplier ${worst(study, multiplierError)}.`;

/** What the controls did, in a sentence. */
export function controlFinding({ seeds }: OrbitsStudy): Markup {
  const controls = seeds.flatMap((seed) => seed.controls);
  const orbits = controls.reduce((sum, one) => sum + one.orbits, 0);
  const bounded = controls.reduce((sum, one) => sum + Math.round(one.bounded * one.orbits), 0);
  const functions = listed([...new Set(controls.map(({ loss }) => formulaOf(loss)))]);
  return bounded === 0
    ? `All ${grouped(orbits)} orbits beyond the edge on ${functions} diverge.`
    : `Of ${grouped(orbits)} orbits beyond the edge on ${functions}, ${grouped(bounded)} stay bounded.`;
}

/** Where cycles split and double, in a sentence. */
export function criticalFinding(study: OrbitsStudy): Markup {
  const at = (pick: 'pitchfork' | 'doubling') =>
    ofAll(
      mean,
      study.seeds.flatMap(({ critical }) =>
        critical.filter(({ loss }) => loss === 'logarithm').map((rates) => rates[pick].measured),
      ),
    );
  const [pitchfork, doubling] = [at('pitchfork'), at('doubling')];
  if (pitchfork === null || doubling === null) return 'No critical learning rate was measured.';
  return `On ln(1 + <i>x</i><sup>2</sup>) the two-cycle splits at <i>η</i> = ${pitchfork.toFixed(3)} and doubles its period at ${doubling.toFixed(3)}.`;
}

export const criticalErrorFinding = (study: OrbitsStudy): Markup =>
  `Over ${countWord(study.seeds[0].critical.length)} functions and all seeds, the learning rates at which orbits split and double differ from the predicted ones by at most ${worst(study, criticalError)} of their size.`;

export function rickerFinding(study: OrbitsStudy): Markup {
  const doubling = doublingRate(ricker, 2.02, 2.8);
  return `On <i>e</i><sup>x</sup> − <i>x</i> − 1 the ends of the measured cycles agree with ln(1 ± <i>s</i>) to ${worst(study, ({ ricker: cycles }) => cycleError(cycles))} of their size${doubling === null ? '' : `; the cycle is stable up to <i>η</i> = ${doubling.toFixed(5)}`}.`;
}

/** Up to which learning rates the proof covers every start, in a sentence. */
export function provedFinding({ seeds }: OrbitsStudy): Markup {
  const [{ proved, families }] = seeds;
  const partly = proved.filter(({ loss, rate }) => {
    const tried = families.find((family) => family.loss === loss)!.amplitudes.at(-1)!.learningRate;
    return rate < tried;
  });
  const parts = partly.map(({ loss, rate }) => `${formulaOf(loss)} up to ${rate.toFixed(2)}`);
  return partly.length === 0
    ? 'The proof covers every start at every learning rate tried.'
    : `The proof that every start converges covers ${listed(parts)} only; beyond, that all orbits converge is a measurement.`;
}

/** Orbits that need patience, in a sentence. */
export function slowFinding({ seeds }: OrbitsStudy): Markup {
  const limits = seeds[0].slow[0].settled.map(({ steps }) => steps);
  const [first, last] = [limits[0], limits[limits.length - 1]];
  const share = (loss: string, steps: number) =>
    mean(
      seeds,
      ({ slow }) => slow.find((one) => one.loss === loss)!.settled.find((one) => one.steps === steps)!.share,
    );
  const parts = seeds[0].slow.map(
    ({ loss }) =>
      `${formulaOf(loss)}: ${formatPercent(share(loss, first))}, then ${formatPercent(share(loss, last))}`,
  );
  return `Settled within ${grouped(first)} and within ${grouped(last)} steps: ${parts.join('; ')}.`;
}

/** Whether slow orbits ever moved away, in a sentence. */
export function slowDirectionFinding({ seeds }: OrbitsStudy): Markup {
  const consistent = seeds.flatMap(({ slow }) => slow.map((one) => one.consistent));
  return consistent.every((share) => share === 1)
    ? 'All of them, settled or not, end nearer to the predicted amplitude than they began: they are slow rather than wrong.'
    : `Of each kind, ${spanned(consistent, formatPercent)} end nearer to the predicted amplitude than they began.`;
}

/** What goes wrong without each hypothesis, in a sentence. */
export function hypothesesFinding({ diagram }: OrbitsStudy): Markup {
  const astray = diagram.counterexamples.filter(({ orbits }) =>
    orbits.some(({ ends }) => ends !== 'symmetric cycle'),
  );
  const count = diagram.counterexamples.length;
  return astray.length === count
    ? `Without any one of its ${countWord(count)} hypotheses the theorem does not hold.`
    : `Without ${countWord(astray.length)} of its ${countWord(count)} hypotheses the theorem does not hold.`;
}

/** What the two cobwebs show, in a sentence. */
export function cobwebFinding({ diagram }: OrbitsStudy): Markup {
  const [well, parabola] = diagram.cobwebs;
  const ends = well.orbits.map(({ path }) => Math.abs(path.at(-1)!));
  const near = ends.every((end) => Math.abs(end / well.amplitude! - 1) < 0.01);
  const lost = Math.abs(parabola.orbits[0].path.at(-1)!) > 1e3;
  return `At ${(well.learningRate / edgeRate(logarithm)).toFixed(1)} times the edge, gradient descent on ${formulaOf(well.loss)} ${near ? 'settles at a two-cycle from inside and from outside' : 'has not settled within the steps shown'}; on a parabola it ${lost ? 'leaves for good' : 'has not left within the steps shown'}.`;
}
