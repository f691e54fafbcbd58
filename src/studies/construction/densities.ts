import { logSpaced } from '../../math/growth.ts';
import {
  fittedExponent,
  powerLawMagnitudes,
  predictedCycleExponent,
  predictedExponent,
  predictedMultiplier,
  separatedMagnitudes,
  type Magnitudes,
} from '../../math/magnitudes.ts';
import { random } from '../../math/random.ts';
import { median } from '../../math/statistics.ts';
import { averageLoss, constructionCycle, tanhProfile } from '../../math/two-layer.ts';
import { averagedSlice, zeroTeacher, type ConstructionSize } from '../../measure/construction-networks.ts';
import { fitRange, listedAlphas, type CycleRecord, type DensityCurve, type DensityRecord } from './schema.ts';

/** Magnitudes from 1 to 10⁸. */
const magnitudeGrid = { from: 1, to: 1e8, perDecade: 10 } as const;
/** Enough to show that the linear network does not depend on it. */
const controlAlphas: readonly number[] = [1.25, 2, 2.75];

const curveAlphas: readonly number[] = [1, 1.5, 2, 2.5, 3];

/** Exponents of L(t) for densities m^{−α} of magnitudes, of tanh networks and, as a control, linear ones. */
export function measureDensities(size: ConstructionSize, seed: number) {
  const t = logSpaced(1e-9, 1e1, 10);
  const alphas = [...listedAlphas, 1.5 + random(seed, 'density exponent').uniform()];
  const densities: DensityRecord[] = [];
  const curves: DensityCurve[] = [];
  for (const activation of ['tanh', 'identity'] as const)
    for (const alpha of activation === 'tanh' ? alphas : controlAlphas) {
      const source = random(seed, `density ${activation} ${alpha}`);
      const magnitudes = powerLawMagnitudes(alpha, magnitudeGrid);
      const problem = zeroTeacher(activation, magnitudes, size, source);
      const measured = averagedSlice(problem, t, size.directions, source);
      const predicted = averageLoss(activation, problem.outputWeights, magnitudes, t);
      densities.push({
        activation,
        alpha,
        predicted: activation === 'tanh' ? predictedExponent(alpha) : 2,
        averageExponent: fittedExponent(t, predicted, fitRange),
        networkExponent: fittedExponent(t, measured, fitRange),
      });
      if (activation === 'tanh' && curveAlphas.includes(alpha))
        curves.push({ alpha, t, predicted, measured });
    }
  return { densities, curves };
}

/** Two-cycles of gradient descent on one unit's loss whose amplitudes lie inside `range`. */
function cycles(
  magnitudes: Magnitudes,
  rates: readonly number[],
  [from, to]: readonly [number, number] = [0, Infinity],
) {
  const found = rates.flatMap((rate) => {
    const cycle = constructionCycle(tanhProfile, magnitudes, rate);
    return cycle && cycle.amplitude >= from && cycle.amplitude <= to ? [{ rate, ...cycle }] : [];
  });
  const learningRates = found.map(({ rate }) => rate);
  const amplitudes = found.map(({ amplitude }) => amplitude);
  return {
    learningRates,
    amplitudes,
    exponent: fittedExponent(learningRates, amplitudes),
    multiplier: median(found, ({ multiplier }) => multiplier),
  };
}

/** How the two-cycle at the edge of stability grows with the learning rate, by density and for one magnitude. */
export function measureCycles(seed: number): CycleRecord[] {
  const alphas = [1.5, 1.75, 2.25, 2.05 + 0.4 * random(seed, 'cycle exponent').uniform()];
  const density = alphas.map((alpha): CycleRecord => ({
    magnitudes: 'density',
    alpha,
    ...cycles(powerLawMagnitudes(alpha, magnitudeGrid), logSpaced(1e-8, 1e6, 6), fitRange),
    predicted: predictedCycleExponent(alpha),
    predictedMultiplier: predictedMultiplier(alpha),
  }));
  const one: CycleRecord = {
    magnitudes: 'one',
    alpha: null,
    ...cycles(separatedMagnitudes(1, 1), logSpaced(1e1, 1e6, 6)),
    predicted: null,
    predictedMultiplier: null,
  };
  return [...density, one];
}
