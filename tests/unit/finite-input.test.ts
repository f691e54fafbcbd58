import { expect, test } from 'vitest';
import { solveEdge } from '../../src/math/central-flow.ts';
import { solvePositiveDefinite } from '../../src/math/cholesky.ts';
import {
  decreasingShare,
  growthExponents,
  logSpaced,
  meanExponent,
  quadraticRadius,
  riseError,
  symmetrisedRise,
  valueAt,
} from '../../src/math/growth.ts';
import { leastSquaresMinimum } from '../../src/math/least-squares.ts';
import { equallyWeighted, fittedExponent, powerLawMagnitudes } from '../../src/math/magnitudes.ts';
import { minimaOf } from '../../src/math/minima.ts';
import { attractor } from '../../src/math/orbits.ts';
import { logarithm } from '../../src/math/one-dimensional.ts';
import { edgeAmplitude } from '../../src/math/period-two.ts';
import { plateaus } from '../../src/math/plateaus.ts';
import { quadrature } from '../../src/math/quadrature.ts';
import { bisect, signChanges } from '../../src/math/root.ts';
import { sampledLoss } from '../../src/math/sampled-loss.ts';
import {
  detectScales,
  prominentPeaks,
  scaleBand,
  smoothedOverDecades,
} from '../../src/math/scale-detector.ts';
import { stepsTo } from '../../src/math/staircase.ts';
import { firstFallTo, transitionWidth } from '../../src/math/transition.ts';
import { chebyshevPoints, chebyshevSlice, chordCycle, evenCycle } from '../../src/math/two-cycle.ts';
import { constructionCycle, tanhProfile } from '../../src/math/two-layer.ts';

const t = logSpaced(1e-2, 1e2, 10);
const f = t.map((distance) => distance ** 2);
const p = t.map((_, i) => 2 - i / 20);
const error = t.map(() => 1e-12);
const slice = chebyshevSlice(
  2,
  chebyshevPoints(2, 9).map((x) => Math.log1p(x * x)),
);

/** What is made of the curve that is handed in, of as many numbers as there are distances. */
const ofCurve: Readonly<Record<string, (curve: number[]) => unknown>> = {
  symmetrisedRise: (curve) => symmetrisedRise(curve, f, 0),
  'symmetrisedRise, backward': (curve) => symmetrisedRise(f, curve, 0),
  growthExponents: (curve) => growthExponents(t, curve),
  riseError: (curve) => riseError(curve, 0),
  valueAt: (curve) => valueAt(t, curve, 1),
  quadraticRadius: (curve) => quadraticRadius(t, curve, 2),
  meanExponent: (curve) => meanExponent(t, curve, 0.1, 1),
  decreasingShare: (curve) => decreasingShare(t, curve, error, [0.1, 1]),
  'plateaus of a rise': (curve) => plateaus(t, curve, p),
  'plateaus by exponents': (curve) => plateaus(t, f, curve),
  smoothedOverDecades: (curve) => smoothedOverDecades(t, curve, 0.1),
  prominentPeaks: (curve) => prominentPeaks(curve, 0.1),
  scaleBand: (curve) => scaleBand(t, curve),
  detectScales: (curve) => detectScales(t, curve),
  'detectScales by exponents': (curve) => detectScales(t, f, curve),
  firstFallTo: (curve) => firstFallTo(t, curve, 1.9),
  transitionWidth: (curve) => transitionWidth(t, curve),
  minimaOf: (curve) => minimaOf(curve, 1e-3),
  chebyshevSlice: (curve) => chebyshevSlice(1, curve),
  fittedExponent: (curve) => fittedExponent(t, curve),
  'magnitudes of a construction': (curve) => equallyWeighted(curve),
  sampledLoss: (curve) => sampledLoss({ id: '', formula: '', from: 1, to: 2, f: curve }),
};

test.each(Object.entries(ofCurve))('%s refuses a number that is not finite, wherever it stands', (_, of) => {
  for (const value of [Number.NaN, Infinity, -Infinity])
    for (const at of [0, 1, 17, t.length - 1]) expect(() => of(f.with(at, value))).toThrow(RangeError);
  expect(() => of(f.map(() => Number.NaN))).toThrow(RangeError);
});

const ofDistances: Readonly<Record<string, (distances: number[]) => unknown>> = {
  growthExponents: (distances) => growthExponents(distances, f),
  valueAt: (distances) => valueAt(distances, f, 1),
  quadraticRadius: (distances) => quadraticRadius(distances, f, 2),
  meanExponent: (distances) => meanExponent(distances, f, 0.1, 1),
  decreasingShare: (distances) => decreasingShare(distances, f, error, [0.1, 1]),
  plateaus: (distances) => plateaus(distances, f, p),
  smoothedOverDecades: (distances) => smoothedOverDecades(distances, f, 0.1),
  scaleBand: (distances) => scaleBand(distances, p),
  detectScales: (distances) => detectScales(distances, f),
  firstFallTo: (distances) => firstFallTo(distances, p, 1.9),
  transitionWidth: (distances) => transitionWidth(distances, p),
};

test.each(Object.entries(ofDistances))('%s refuses distances that are none, or one too many', (_, of) => {
  for (const value of [Number.NaN, Infinity, 0, -1])
    for (const at of [0, 17, t.length - 1]) expect(() => of(t.with(at, value))).toThrow(RangeError);
  expect(() => of(t.toReversed())).toThrow(RangeError);
  expect(() => of([...t, 1e3])).toThrow(RangeError);
});

const parabola = (value: number) => (x: number) => x * x + value;

/** Single arguments, each by its name. */
const ofNumber: Readonly<Record<string, (value: number) => unknown>> = {
  'logSpaced, low': (value) => logSpaced(value, 1, 10),
  'logSpaced, high': (value) => logSpaced(1, value, 10),
  'logSpaced, density': (value) => logSpaced(1, 10, value),
  'symmetrisedRise, centre': (value) => symmetrisedRise(f, f, value),
  'riseError, centre': (value) => riseError(f, value),
  'valueAt, place': (value) => valueAt(t, f, value),
  'quadraticRadius, curvature': (value) => quadraticRadius(t, f, value),
  'meanExponent, from': (value) => meanExponent(t, f, value, 1),
  'meanExponent, to': (value) => meanExponent(t, f, 0.1, value),
  'decreasingShare, error': (value) => decreasingShare(t, f, error.with(3, -Math.abs(value)), [0.1, 1]),
  'firstFallTo, level': (value) => firstFallTo(t, p, value),
  'chebyshevSlice, radius': (value) => chebyshevSlice(value, f),
  'evenCycle, learning rate': (value) => evenCycle(slice, value),
  'chordCycle, learning rate': (value) => chordCycle(slice, value),
  'powerLawMagnitudes, α': (value) => powerLawMagnitudes(value, { from: 1, to: 10, perDecade: 5 }),
  'powerLawMagnitudes, to': (value) => powerLawMagnitudes(2, { from: 1, to: value, perDecade: 5 }),
  'constructionCycle, learning rate': (value) =>
    constructionCycle(tanhProfile, equallyWeighted([1, 100]), value),
  'constructionCycle, magnitudes': (value) =>
    constructionCycle(tanhProfile, { values: [1, value], weights: [0.5, 0.5] }, 1),
  'attractor, start': (value) => attractor(logarithm, 1.5, value),
  'attractor, learning rate': (value) => attractor(logarithm, value, 1),
  'stepsTo, start': (value) => stepsTo(logarithm, 0.1, value, 1e-3),
  'quadrature, from': (value) => quadrature(Math.exp, value, 1),
  'quadrature, to': (value) => quadrature(Math.exp, 0, value),
  'quadrature, integrand': (value) => quadrature(parabola(value), 0, 1),
  'quadrature, intervals': (value) => quadrature(Math.exp, 0, 1, value),
  'solvePositiveDefinite, matrix': (value) =>
    solvePositiveDefinite(Float64Array.of(2, 0, 0, value), Float64Array.of(1, 1)),
  'solvePositiveDefinite, above the diagonal': (value) =>
    solvePositiveDefinite(Float64Array.of(2, value, 1, 2), Float64Array.of(1, 1)),
  'solvePositiveDefinite, right side': (value) =>
    solvePositiveDefinite(Float64Array.of(2, 0, 0, 2), Float64Array.of(1, value)),
  'leastSquaresMinimum, residuals': (value) =>
    leastSquaresMinimum(
      () => ({ values: Float64Array.of(value), jacobian: Float64Array.of(1) }),
      Float64Array.of(1),
    ),
  'leastSquaresMinimum, derivatives': (value) =>
    leastSquaresMinimum(
      () => ({ values: Float64Array.of(1), jacobian: Float64Array.of(value) }),
      Float64Array.of(1),
    ),
  'solveEdge, A': (value) => solveEdge({ k: 1, a: Float64Array.of(value), g: Float64Array.of(1) }),
  'solveEdge, G': (value) => solveEdge({ k: 1, a: Float64Array.of(1), g: Float64Array.of(value) }),
};

test.each(Object.entries(ofNumber))('%s: NaN and infinite numbers are refused', (_, of) => {
  for (const value of [Number.NaN, Infinity]) expect(() => of(value)).toThrow(RangeError);
});

test('a slice of NaN is not quadratic to its end, nor is one without points', () => {
  expect(() => quadraticRadius([1, 2], [Number.NaN, Number.NaN], 2)).toThrow(RangeError);
  expect(() => quadraticRadius([], [], 2)).toThrow(RangeError);
  expect(() => quadraticRadius(t, f, 2, Number.NaN)).toThrow(RangeError);
  expect(quadraticRadius(t, f, 2)).toBeNull();
  expect(quadraticRadius(t, f, 1)).toBe(0);
  expect(
    quadraticRadius(
      t,
      f.map(() => 0),
      0,
    ),
  ).toBe(0);
});

test('what cannot be told of a slice is null, or refused, but never NaN', () => {
  expect(valueAt([], [], 1)).toBeNull();
  expect(valueAt([1], [5], 1)).toBe(5);
  expect(valueAt([1], [5], 2)).toBeNull();
  expect(meanExponent([], [], 1, 10)).toBeNull();
  expect(() => meanExponent(t, f, 1, 1)).toThrow(RangeError);
  expect(() => meanExponent(t, f, 1, 0.1)).toThrow(RangeError);
  expect(() => decreasingShare(t, f, error, [200, 300])).toThrow(/no step/);
  expect(riseError([0, 1], 0)).toEqual([Infinity, 4 * Number.EPSILON]);
  expect(() =>
    detectScales(
      t,
      t.map(() => 0),
    ),
  ).toThrow(RangeError);
  expect(() => fittedExponent([1], [1])).toThrow(RangeError);
  expect(() => fittedExponent(t, f, [200, 300])).toThrow(RangeError);
});

test.each([0, 1.5, -2, 3])('Simpson’s rule on %s intervals is refused', (intervals) => {
  expect(() => quadrature(Math.exp, 0, 1, intervals)).toThrow(RangeError);
});

test('a root is sought where there are numbers only', () => {
  const gap = (x: number) => (x > 0.25 && x < 0.75 ? Number.NaN : x - 0.9);
  expect(() => bisect(gap, 0, 1)).toThrow(RangeError);
  expect(() => bisect(() => Number.NaN, 0, 1)).toThrow(RangeError);
  expect(() => bisect((x) => x, Number.NaN, 1)).toThrow(RangeError);
  expect(() => bisect((x) => (x === 0 ? Number.NaN : -1), 0, 1)).toThrow(RangeError);
  expect(bisect((x) => x - 0.9, 0, 1)).toBeCloseTo(0.9, 15);
  expect(signChanges(gap, [0, 0.5, 0.8, 1])).toEqual([expect.closeTo(0.9, 15)]);
  expect(() => edgeAmplitude(logarithm, Number.NaN)).toThrow(RangeError);
});

test('a singular system is refused, and a residual without a slope', () => {
  expect(() => solvePositiveDefinite(Float64Array.of(1, 1, 1, 1), Float64Array.of(1, 2))).toThrow(RangeError);
  expect(() => solvePositiveDefinite(new Float64Array(4), Float64Array.of(1, 2))).toThrow(RangeError);
  expect(() => solvePositiveDefinite(Float64Array.of(1, 0, 0), Float64Array.of(1, 2))).toThrow(RangeError);
  const flat = () => ({ values: Float64Array.of(1), jacobian: Float64Array.of(0) });
  expect(() => leastSquaresMinimum(flat, Float64Array.of(1))).toThrow(RangeError);
});

test('without a response the edge holds nothing still that sharpens, and what does not needs no holding', () => {
  const edge = (a: number) => solveEdge({ k: 1, a: Float64Array.of(a), g: Float64Array.of(0) });
  expect(edge(0)).toEqual({ status: 'converged', x: Float64Array.of(0), gap: 0 });
  expect(edge(-1)).toMatchObject({ status: 'converged', x: Float64Array.of(0) });
  expect(edge(1).status).toBe('unconverged');
});
