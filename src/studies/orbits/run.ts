import type { RunContext, RunResult } from '../../claims/experiment.ts';
import { edgeRate } from '../../math/one-dimensional.ts';
import { globalRate } from '../../math/period-two.ts';
import { random } from '../../math/random.ts';
import { criticalRates, slowOrbits, splitShare } from './critical-rates.ts';
import { orbitDiagrams } from './diagram.ts';
import { orbitFamilies } from './families.ts';
import { controlOrbits, familiesOrbits, rickerOrbits, splitOrbits } from './random-orbits.ts';
import type { OrbitsOutput, OrbitsParameters, RandomOrbits, RandomParameters } from './schema.ts';

const provedRates = () =>
  orbitFamilies.map(({ loss, rates }) => ({
    loss: loss.id,
    edge: edgeRate(loss),
    rate: globalRate(loss, rates[1]),
  }));

function randomOrbits(
  { rates, starts, steps, slowSteps, slowStarts }: RandomParameters,
  { seed, progress }: RunContext<OrbitsParameters>,
): RandomOrbits {
  const counts = { rates, starts, steps };
  const families = familiesOrbits(counts, random(seed, 'starts'));
  progress(0.5, 'critical learning rates');
  return {
    kind: 'random starts',
    families,
    proved: provedRates(),
    ricker: rickerOrbits(counts, random(seed, 'Ricker')),
    split: splitOrbits(counts, random(seed, 'split')),
    critical: criticalRates(random(seed, 'critical rates')),
    convexSplit: splitShare(rates, random(seed, 'convex')),
    controls: controlOrbits(counts, random(seed, 'controls')),
    slow: slowOrbits(slowStarts, slowSteps, random(seed, 'slow')),
  };
}

/** Orbits from random starts, or the pictures of orbits. */
export async function runOrbits(context: RunContext<OrbitsParameters>): Promise<RunResult<OrbitsOutput>> {
  const settings = context.parameters;
  const output = settings.kind === 'diagram' ? orbitDiagrams(settings) : randomOrbits(settings, context);
  return { status: 'complete', output, tensors: {}, datasets: [] };
}
