import type { Loss } from '../../math/loss.ts';
import { curvatureResponse, predictedVariance } from '../../math/central-flow.ts';
import { deviation, max, mean } from '../../math/statistics.ts';
import { chebyshevPoints, chebyshevSlice, chordCycle, evenCycle } from '../../math/two-cycle.ts';
import { dot } from '../../math/vector.ts';
import { warmEigenpairs } from '../../math/warm-lanczos.ts';
import { oscillationAlong, rootMeanSquare, type Window } from '../../measure/oscillation-window.ts';
import type { CentreRecord, Hovering } from './schema.ts';

/** Reach of the slice in which two-cycles are sought, and the losses that it is interpolated from. */
const cycleSlice = { radius: 2, points: 25 } as const;

const residual = 1e-4;

export interface MeasuredCentre {
  readonly record: CentreRecord;
  readonly point: Float64Array;
  /** The two sharpest directions, signs as at the centre before. */
  readonly vectors: readonly Float64Array[];
  readonly residuals: readonly number[];
  readonly values: readonly number[];
  /** Distances, descending, and losses of the slice along the sharpest one. */
  readonly slice: { readonly t: number[]; readonly loss: number[] };
}

const aligned = (vector: Float64Array, before: Float64Array | undefined) =>
  before && dot(vector, before) < 0 ? vector.map((value) => -value) : vector;

export function measureCentre(
  loss: Loss,
  window: Window,
  step: number,
  learningRate: number,
  before: readonly Float64Array[],
  search: boolean,
): MeasuredCentre {
  const point = window.centre(step);
  const { eigenpairs: pairs, status } = warmEigenpairs(loss.hessian(point, 'float32'), before, {
    count: 2,
    stop: { residual },
    maxProducts: 150,
    search,
  });
  const vectors = pairs.map(({ vector }, i) => aligned(vector, before[i]));
  const { alpha, beta } = curvatureResponse(loss, point, vectors[0]);
  const t = chebyshevPoints(cycleSlice.radius, cycleSlice.points);
  const losses = loss.slice(point, vectors[0], t);
  const slice = chebyshevSlice(cycleSlice.radius, losses);
  return {
    record: {
      step,
      ratio: (pairs[0].value * learningRate) / 2,
      secondRatio: (pairs[1].value * learningRate) / 2,
      search: status,
      alpha,
      beta,
      evenCycle: evenCycle(slice, learningRate),
      chordCycle: chordCycle(slice, learningRate),
    },
    point,
    vectors,
    residuals: pairs.map((pair) => pair.residual),
    values: pairs.map(({ value }) => value),
    slice: { t, loss: Array.from(losses) },
  };
}

function cycleAmplitude(values: readonly (number | null)[]): number | null {
  const defined = values.filter((value) => value !== null);
  return 2 * defined.length < values.length ? null : rootMeanSquare(defined);
}

/** Sharpness gained from the first centre to the last, over η times the steps between them. */
export function sharpnessDrift(centres: readonly CentreRecord[], learningRate: number): number {
  const [first, last] = [centres[0], centres.at(-1)!];
  return ((last.ratio - first.ratio) * 2) / learningRate / (learningRate * (last.step - first.step));
}

export function amplitudesOf(
  centres: readonly CentreRecord[],
  path: readonly number[],
  learningRate: number,
) {
  const drift = sharpnessDrift(centres, learningRate);
  const flow = (by: number) =>
    Math.sqrt(mean(centres, ({ alpha, beta }) => predictedVariance(alpha, beta, by)));
  return {
    measured: rootMeanSquare(path),
    centralFlow: flow(drift),
    centralFlowAtRest: flow(0),
    evenCycle: cycleAmplitude(centres.map(({ evenCycle: x }) => x)),
    chordCycle: cycleAmplitude(centres.map(({ chordCycle: x }) => x)),
  };
}

export const hovering = (centres: readonly Pick<CentreRecord, 'ratio' | 'secondRatio'>[]): Hovering => ({
  meanRatio: mean(centres, ({ ratio }) => ratio),
  deviationRatio: deviation(centres, ({ ratio }) => ratio),
  highestSecondRatio: max(centres, ({ secondRatio }) => secondRatio),
});

/** δ_t·u of every step, u from the centre at or before it. */
export const windowPath = (window: Window, centres: readonly MeasuredCentre[], steps: number): number[] =>
  centres.flatMap(({ record, vectors }, i) =>
    oscillationAlong(window, vectors[0], record.step, (centres[i + 1]?.record.step ?? steps + 1) - 1),
  );
