import { expect, test } from 'vitest';
import { gaussianVector, random } from '../../src/math/random.ts';
import { lanczosQuadrature, spectralDensity, spectralMean } from '../../src/math/spectral-density.ts';

const dimension = 300;
/** Ten large eigenvalues over a bulk around 0, as a network's Hessian has. */
const eigenvalues = Float64Array.from(gaussianVector(dimension, random(1, 'bulk')), (value, i) =>
  i < 10 ? 5 + i : 0.1 * value,
);
const product = (v: Float64Array) => v.map((value, i) => eigenvalues[i] * value);
const mean = (f: (eigenvalue: number) => number) =>
  eigenvalues.reduce((sum, value) => sum + f(value), 0) / dimension;

const rules = lanczosQuadrature(product, { dimension, probes: 40, steps: 40, source: random(2, 'probes') });

test('each rule is a probability measure within the spectrum', () => {
  const [least, most] = [Math.min(...eigenvalues), Math.max(...eigenvalues)];
  for (const { nodes, weights } of rules) {
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
    for (const node of nodes) {
      expect(node).toBeGreaterThan(least - 1e-9);
      expect(node).toBeLessThan(most + 1e-9);
    }
  }
});

test.each([
  ['the mean eigenvalue', (value: number) => value],
  ['the mean square', (value: number) => value ** 2],
  ['the share above 1', (value: number) => Number(value > 1)],
])('%s is found within three standard errors, which are small', (_, f) => {
  const { value, error } = spectralMean(rules, f);
  expect(Math.abs(value - mean(f))).toBeLessThan(3 * error);
  expect(error).toBeLessThan(0.1 * mean(f));
});

test('a rule with as many steps as dimensions is exact for the quadratic form of its probe', () => {
  const small = (v: Float64Array) => v.map((value, i) => [3, 1, -2, 0.5][i] * value);
  const [rule] = lanczosQuadrature(small, { dimension: 4, probes: 1, steps: 50, source: random(3, 'probe') });
  expect(rule.nodes.toSorted((a, b) => a - b).map((node) => Math.round(1e9 * node) / 1e9)).toEqual([
    -2, 0.5, 1, 3,
  ]);
});

test('a single probe cannot tell its error', () => {
  const one = lanczosQuadrature(product, { dimension, probes: 1, steps: 10, source: random(4, 'probe') });
  expect(spectralMean(one, (value) => value).error).toBe(Infinity);
});

test('the error falls with the root of the number of probes', () => {
  const many = lanczosQuadrature(product, { dimension, probes: 640, steps: 10, source: random(5, 'probes') });
  const ratio = spectralMean(rules, (value) => value).error / spectralMean(many, (value) => value).error;
  expect(ratio).toBeGreaterThan(2.5);
  expect(ratio).toBeLessThan(6.5);
});

test('the density integrates to 1 and peaks at the bulk', () => {
  const width = 0.05;
  const grid = Array.from({ length: 2000 }, (_, i) => -2 + i * 0.01);
  const density = grid.map((at) => spectralDensity(rules, at, width).value);
  expect(density.reduce((sum, value) => sum + 0.01 * value, 0)).toBeCloseTo(1, 2);
  expect(Math.abs(grid[density.indexOf(Math.max(...density))])).toBeLessThan(0.1);
});

const options = { dimension: 5, probes: 3, steps: 4 } as const;
const quadratureOf = (
  operator: (v: Float64Array) => Float64Array,
  change: Partial<Record<keyof typeof options, number>> = {},
) => lanczosQuadrature(operator, { ...options, ...change, source: random(6, 'probes') });

test.each([Number.NaN, Infinity, -Infinity])(
  'a product with %s in it is refused, from the first step or later',
  (value) => {
    for (const at of [0, 3])
      for (const good of [0, 2]) {
        let products = 0;
        expect(() =>
          quadratureOf((v) => {
            const image = v.map((x, i) => (i + 1) * x);
            return products++ < good ? image : image.with(at, value);
          }),
        ).toThrow(RangeError);
      }
  },
);

test.each([0, 4, 6])('a product of %d entries for a vector of 5 is refused', (length) => {
  expect(() => quadratureOf(() => new Float64Array(length).fill(1))).toThrow(RangeError);
});

test.each(['dimension', 'probes', 'steps'] as const)('%s must be a positive whole number', (name) => {
  for (const value of [0, -1, 1.5, Number.NaN, Infinity])
    expect(() => quadratureOf((v) => v, { [name]: value })).toThrow(RangeError);
});

test('H = 0 has all its spectrum at 0, the identity at 1', () => {
  for (const [operator, at] of [
    [(v: Float64Array) => v.map(() => 0), 0],
    [(v: Float64Array) => v, 1],
  ] as const)
    for (const { nodes, weights } of quadratureOf(operator)) {
      expect(nodes).toEqual([expect.closeTo(at, 14)]);
      expect(weights).toEqual([1]);
    }
});

test.each([1e-300, 1e-170, 1, 1e170, 1e300])('a projection times %d has the spectrum 0 and that', (size) => {
  const operator = (v: Float64Array) => v.map((x, i) => (i < 2 ? size * x : 0));
  for (const { nodes, weights } of quadratureOf(operator)) {
    expect(nodes.map((node) => Math.round(1e9 * (node / size))).toSorted((a, b) => a - b)).toEqual([
      expect.closeTo(0, 0),
      1e9,
    ]);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
  }
});

test('a mean over no probes, or of a function that is no number at a node, is refused', () => {
  expect(() => spectralMean([], (value) => value)).toThrow(RangeError);
  const negative = quadratureOf((v) => v.map((x) => -x));
  expect(() => spectralMean(negative, Math.log)).toThrow(RangeError);
  expect(() => spectralMean(negative, () => Infinity)).toThrow(RangeError);
});

test.each([0, -1, Number.NaN, Infinity])('a density of width %s is refused', (width) => {
  expect(() => spectralDensity(rules, 0, width)).toThrow(RangeError);
  expect(() => spectralDensity(rules, Number.NaN, 0.1)).toThrow(RangeError);
});
