import { logSpaced } from '../../math/growth.ts';
import { equallyWeighted } from '../../math/magnitudes.ts';
import { random, type Random } from '../../math/random.ts';
import { detectScales } from '../../math/scale-detector.ts';
import { averageLoss, averageProfile, type ConstructionActivation } from '../../math/two-layer.ts';
import { averagedSlice, zeroTeacher, type ConstructionSize } from '../../measure/construction-networks.ts';
import { countedActivations, type CountCurve, type CountRecord } from './schema.ts';

const pointsPerDecade = 20;

/** Largest number of magnitudes. */
const mostMagnitudes = 4;

/** `count` magnitudes from 1 on, each 100 to 300 times the one before. */
function drawnMagnitudes(count: number, source: Random): number[] {
  const values = [1];
  while (values.length < count) values.push(values.at(-1)! * 10 ** (2 + 0.5 * source.uniform()));
  return values;
}

/** z at which zℓ′(z) is largest. */
function profilePeak(activation: ConstructionActivation): number {
  const z = logSpaced(1e-2, 1e2, 400);
  const values = z.map((at) => averageProfile(activation, [1], at));
  const steps = z.slice(1).map((_, i) => values[i + 1] - values[i]);
  const i = steps.indexOf(Math.max(...steps));
  return Math.sqrt(z[i] * z[i + 1]);
}

/** Scales of networks with one to four magnitudes, predicted and found, with the curves of the tanh network. */
export function measureCounts(size: ConstructionSize, seed: number) {
  const peaks = Object.fromEntries(countedActivations.map((name) => [name, profilePeak(name)]));
  const counts: CountRecord[] = [];
  const curves: CountCurve[] = [];
  for (let k = 1; k <= mostMagnitudes; k++) {
    const magnitudes = drawnMagnitudes(k, random(seed, `magnitudes ${k}`));
    const t = logSpaced(1e-3 / magnitudes.at(-1)!, 1e2, pointsPerDecade);
    for (const activation of countedActivations) {
      const source = random(seed, `${activation} ${k}`);
      const samples = magnitudes.flatMap((m) => Array<number>(size.samples).fill(m));
      const problem = zeroTeacher(activation, equallyWeighted(samples), size, source);
      const measured = averagedSlice(problem, t, size.directions, source);
      const predicted = averageLoss(activation, problem.outputWeights, equallyWeighted(magnitudes), t);
      const found = detectScales(t, measured);
      counts.push({
        activation,
        magnitudes,
        averageCount: detectScales(t, predicted).count,
        networkCount: found.count,
        predictedPeaks:
          activation === 'identity' ? [] : magnitudes.map((m) => peaks[activation] / m).reverse(),
        measuredPeaks: [...found.slopePeaks],
      });
      if (activation === 'tanh') curves.push({ magnitudes, t, predicted, measured });
    }
  }
  return { counts, curves };
}
