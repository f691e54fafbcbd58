import { pitchforkRate } from '../../math/bifurcation.ts';
import { edgeRate, type OneDimensionalLoss } from '../../math/one-dimensional.ts';
import { attractor, multiplier, type Attractor } from '../../math/orbits.ts';
import { edgeAmplitude, twoCycles } from '../../math/period-two.ts';

/** Where the theory says that gradient descent settles; null in `cycle` where it knows of no stable end. */
export interface Prediction {
  readonly cycle: readonly number[] | null;
  /** Π(1 − ηf″) over the cycle: below 1 in size where it attracts. */
  readonly multiplier: number | null;
  readonly from: string;
}

/** The minimum below the edge, then the two-cycle of the chord whose mean curvature is 2/η, while it is stable. */
export function predict(loss: OneDimensionalLoss, rate: number): Prediction {
  const described = (cycle: readonly number[], from: string): Prediction => ({
    cycle,
    multiplier: multiplier(loss, rate, cycle),
    from,
  });
  if (rate <= edgeRate(loss)) return described([0], '<i>η</i> ≤ 2/<i>f</i>″(0)');
  const amplitude = loss.even ? edgeAmplitude(loss, rate) : null;
  if (amplitude !== null) {
    const symmetric = described([amplitude, -amplitude], '<i>f</i>′(<i>x</i>*)/<i>x</i>* = 2/<i>η</i>');
    if (Math.abs(symmetric.multiplier!) < 1) return symmetric;
  }
  if (loss.growth !== 'subquadratic')
    return { cycle: null, multiplier: null, from: 'growth is not subquadratic' };
  const leaning = twoCycles(loss, rate, { from: 1e-3, to: 50 }).find(
    ({ multiplier: size }) => Math.abs(size) < 1,
  );
  if (leaning) return described([leaning.a, leaning.b], '<i>f</i>′(<i>a</i>) = −<i>f</i>′(<i>b</i>)');
  return { cycle: null, multiplier: null, from: 'no two-cycle is stable' };
}

/** Longest period that is told from an orbit without one. */
export const longestPeriod = 24;

export const settle = (loss: OneDimensionalLoss, rate: number, start: number): Attractor =>
  attractor(loss, rate, start, { steps: 6000, maxPeriod: longestPeriod, tolerance: 1e-10 });

/** Learning rates of the diagram, in units of the edge 2/f″(0). */
export const [lowest, highest] = [0.3, 3.2];
const columns = 160;
/** Points kept of a column, and the digits that tell two of them apart. */
const [kept, digits] = [16, 3];

export interface Diagram {
  readonly rates: readonly number[];
  /** Where orbits from both sides settle, by learning rate. */
  readonly points: readonly { readonly rate: number; readonly x: number }[];
  /** The symmetric two-cycle, null where there is none; none at all for a loss that is not even. */
  readonly amplitudes: readonly (number | null)[];
  readonly pitchfork: number | null;
}

const rounded = (x: number) => Number(x.toFixed(digits));

function settled(loss: OneDimensionalLoss, rate: number): number[] {
  const ends = [0.4, -0.4].flatMap((start) => {
    const end = attractor(loss, rate, start, { steps: 1600, maxPeriod: kept, tolerance: 1e-6 });
    // Just beyond the edge of a control an orbit is still on its way out.
    const lost = end.status === 'aperiodic' && loss.growth !== 'subquadratic';
    return end.status === 'diverged' || lost ? [] : end.points.slice(-kept);
  });
  return [...new Set(ends.map(rounded))];
}

const diagrams = new Map<string, Diagram>();

/** Where gradient descent settles over the learning rates; kept, since only the loss decides it. */
export function diagram(loss: OneDimensionalLoss): Diagram {
  const known = diagrams.get(loss.id);
  if (known) return known;
  const edge = edgeRate(loss);
  const rates = Array.from(
    { length: columns + 1 },
    (_, i) => edge * (lowest + ((highest - lowest) * i) / columns),
  );
  const made: Diagram = {
    rates,
    points: rates.flatMap((rate) => settled(loss, rate).map((x) => ({ rate, x }))),
    amplitudes: rates.map((rate) => (loss.even ? edgeAmplitude(loss, rate) : null)),
    pitchfork: loss.even && loss.growth === 'subquadratic' ? pitchforkRate(loss) : null,
  };
  diagrams.set(loss.id, made);
  return made;
}
