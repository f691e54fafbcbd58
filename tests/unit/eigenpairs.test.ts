import { expect, test } from 'vitest';
import type { Eigenpair } from '../../src/math/eigenpair.ts';
import { topEigenpairs } from '../../src/math/lanczos.ts';
import { gaussianVector, random } from '../../src/math/random.ts';
import { symmetricEigen } from '../../src/math/symmetric-eigen.ts';
import { dot, plus, unit } from '../../src/math/vector.ts';
import { warmEigenpairs } from '../../src/math/warm-lanczos.ts';
import { outermost, spectrum, type Spectrum } from './spectra.ts';

interface Asked {
  readonly end: 'largest' | 'smallest';
  readonly count: number;
  readonly tolerance: number;
}

/** How far a converged value may lie from the eigenvalue of its rank. */
const allowed = (exact: number, { norm, noise }: Spectrum, tolerance: number) =>
  3 * tolerance * (Math.abs(exact) > 10 * noise * norm ? Math.abs(exact) : norm) + noise * norm;

/** Complaints of pairs that say `converged` and are not the eigenpairs of their rank. */
function wrong(pairs: readonly Eigenpair[], one: Spectrum, { end, count, tolerance }: Asked): string[] {
  const exact = outermost(one, end, count);
  return pairs.flatMap(({ value, converged, residual }, i) => {
    const sure = !converged || Math.abs(value - exact[i]) <= allowed(exact[i], one, tolerance);
    // A Ritz value lies within the spectrum, whatever it says of itself.
    const [low, high] = [Math.min(...one.values), Math.max(...one.values)];
    const inside = value >= low - one.noise * one.norm && value <= high + one.noise * one.norm;
    return sure && inside ? [] : [`pair ${i}: ${value} (${residual}) for ${exact[i]}`];
  });
}

/** What is asked of a spectrum, and by which of the two searches. */
function solve(seed: number) {
  const one = spectrum(seed);
  const source = random(seed, 'asked');
  const asked: Asked = {
    end: source.uniform() < 0.3 ? 'smallest' : 'largest',
    count: Math.min(one.values.length, source.integer(1, 12)),
    tolerance: (one.noise < 1e-9 ? [1e-8, 1e-6, 1e-3] : [1e-3, 1e-4, 1e-5])[source.integer(0, 2)],
  };
  const { end, count, tolerance } = asked;
  const stop = source.uniform() < 0.4 ? { change: tolerance } : { residual: tolerance };
  const { status, eigenpairs } =
    source.uniform() < 0.6
      ? topEigenpairs(one.product, { ...asked, start: one.start })
      : warmEigenpairs(one.product, [one.start], { end, count, stop, maxProducts: 400 });
  return { status, problems: wrong(eigenpairs, one, asked).map((problem) => `${one.name}: ${problem}`) };
}

test('of 1,000 spectra none is wrong and converged, and few do not converge', { timeout: 240_000 }, () => {
  const solved = Array.from({ length: 1000 }, (_, seed) => solve(seed));
  expect(solved.flatMap(({ problems }) => problems)).toEqual([]);
  expect(solved.filter(({ status }) => status !== 'converged').length).toBeLessThan(100);
});

test('of random symmetric matrices the pairs are those of a dense solver', () => {
  for (let seed = 0; seed < 60; seed++) {
    const source = random(seed, 'dense');
    const n = source.integer(1, 40);
    const half = Array.from({ length: n }, () => gaussianVector(n, source));
    const rows = half.map((row, i) => row.map((value, j) => value + half[j][i]));
    const { values } = symmetricEigen(Float64Array.from(rows.flatMap((row) => [...row])), n);
    const count = source.integer(1, n);
    const { status, eigenpairs } = topEigenpairs((v) => Float64Array.from(rows, (row) => dot(row, v)), {
      count,
      start: gaussianVector(n, source),
      tolerance: 1e-8,
    });
    expect(status).toBe('converged');
    eigenpairs.forEach(({ value }, i) =>
      expect(Math.abs(value - values[i])).toBeLessThan(1e-10 * Math.max(...values.map(Math.abs))),
    );
    for (const [i, p] of eigenpairs.entries())
      for (const q of eigenpairs.slice(0, i)) expect(Math.abs(dot(p.vector, q.vector))).toBeLessThan(1e-7);
  }
});

const diagonalMatrix = (values: readonly number[]) => (v: Float64Array) =>
  v.map((value, i) => values[i] * value);
const drawn = (dimension: number, seed = 0) => gaussianVector(dimension, random(seed, 'start'));
const valuesOf = (pairs: readonly Eigenpair[]) => pairs.map(({ value }) => Math.round(value * 1e9) / 1e9);

test.each([
  { values: [3, 3, 3, 2, 1], expected: [3, 3, 3] },
  { values: [5, 5, 5, 4, 3, 2, 1], expected: [5, 5, 5] },
  { values: [7, 7, 3, 2, 1, 0.5], expected: [7, 7] },
])('copies of an eigenvalue of diag($values) are counted, from any start', ({ values, expected }) => {
  const starts = [
    new Float64Array(values.length).fill(1),
    ...Array.from({ length: 20 }, (_, seed) => drawn(values.length, seed)),
  ];
  for (const start of starts) {
    const { status, eigenpairs } = topEigenpairs(diagonalMatrix(values), { count: expected.length, start });
    expect([status, valuesOf(eigenpairs)]).toEqual(['converged', expected]);
  }
});

test('ten copies of the largest of 2,000 eigenvalues are found', () => {
  const values = Array.from({ length: 2000 }, (_, i) => (i < 10 ? 1 : 0.5 - i / 8000));
  const { eigenpairs } = topEigenpairs(diagonalMatrix(values), {
    count: 10,
    start: drawn(2000),
    tolerance: 1e-6,
  });
  expect(valuesOf(eigenpairs)).toEqual(new Array(10).fill(1));
});

test.each([50, 2000])('a double eigenvalue above a narrow bulk of %i is found', (n) => {
  const values = [
    1.013,
    1.013,
    1.0129,
    ...Array.from({ length: n - 3 }, (_, i) => 0.99 + (0.02 * i) / (n - 4)),
  ];
  for (let seed = 0; seed < 10; seed++) {
    const { status, eigenpairs } = topEigenpairs(diagonalMatrix(values), { count: 2, start: drawn(n, seed) });
    expect([status, valuesOf(eigenpairs)]).toEqual(['converged', [1.013, 1.013]]);
  }
});

test('a start within an invariant subspace leaves nothing out', () => {
  const { status, eigenpairs } = topEigenpairs(diagonalMatrix([3, 1, 2]), {
    count: 1,
    start: Float64Array.of(0, 1, 0),
  });
  expect([status, valuesOf(eigenpairs)]).toEqual(['converged', [3]]);
});

const float32 = (values: readonly number[]) => (v: Float64Array) =>
  v.map((value, i) => Math.fround(Math.fround(values[i]) * Math.fround(value)));

test.each([4, 100])(
  'a multiple of the identity of %i dimensions in float32 has no larger eigenvalue',
  (n) => {
    for (const search of [true, false]) {
      const stop = { change: 1e-4 };
      const found = warmEigenpairs(float32(new Array<number>(n).fill(0.1)), [drawn(n)], {
        count: 4,
        stop,
        maxProducts: 100,
        search,
      });
      for (const { value } of found.eigenpairs) expect(value).toBeCloseTo(0.1, 6);
    }
  },
);

test('twenty copies in float32 are found', () => {
  const values = Array.from({ length: 200 }, (_, i) => (i < 20 ? 50 : 1));
  const { eigenpairs } = warmEigenpairs(float32(values), [drawn(200)], {
    count: 20,
    stop: { residual: 1e-4 },
    maxProducts: 300,
  });
  expect(eigenpairs).toHaveLength(20);
  for (const { value } of eigenpairs) expect(value).toBeCloseTo(50, 4);
});

test('a spectrum as wide as a billionth gives no value beyond it', () => {
  const values = Array.from({ length: 100 }, (_, i) => 1 + (1e-9 * i) / 100);
  const { eigenpairs } = warmEigenpairs(diagonalMatrix(values), [drawn(100)], {
    count: 1,
    stop: { residual: 1e-8 },
    maxProducts: 100,
  });
  expect(eigenpairs[0].value).toBeCloseTo(1, 8);
});

test('eigenvalues that are 0 are found as such, with a residual that is a number', () => {
  const search = { stop: { residual: 1e-8 }, maxProducts: 100 } as const;
  const mixed = warmEigenpairs(
    diagonalMatrix([1, -1, 0, 0, 0, 0, 0, 0]),
    [Float64Array.of(1, 1, 0, 0, 0, 0, 0, 0)],
    { count: 3, ...search },
  );
  expect([mixed.status, valuesOf(mixed.eigenpairs)]).toEqual(['converged', [1, 0, 0]]);
  const none = warmEigenpairs((v) => new Float64Array(v.length), [drawn(2000)], { count: 2, ...search });
  expect(none.status).toBe('converged');
  expect(none.eigenpairs.map(({ value, residual }) => [value, residual])).toEqual([
    [0, 0],
    [0, 0],
  ]);
  expect(none.products).toBeLessThan(10);
});

/** Sixteen powers of ten; the start holds a few eigenvectors alone. */
test.each([
  { sign: 1, end: 'largest', start: [0, 2] },
  { sign: 1, end: 'smallest', start: [0] },
  { sign: -1, end: 'largest', start: [0, 7, 12] },
  { sign: -1, end: 'smallest', start: [19] },
] as const)(
  'none of $sign times sixteen powers of ten is passed over at the $end end, from $start',
  ({ sign, end, start }) => {
    for (const scale of [1, 1e-30, 1e150])
      for (const tolerance of [1e-3, 1e-6]) {
        const values = Array.from({ length: 20 }, (_, i) => sign * scale * 10 ** (-0.8 * i));
        const exact = values.toSorted((p, q) => (end === 'largest' ? q - p : p - q));
        const { eigenpairs } = topEigenpairs(diagonalMatrix(values), {
          ...{ count: 3, end, tolerance },
          start: Float64Array.from(values, (_, i) => Number(start.some((place) => place === i))),
        });
        expect(eigenpairs[0].converged).toBe(true);
        // What products cannot tell: some units in the last place of the largest.
        const allowed = (i: number) => 3 * tolerance * Math.abs(exact[i]) + 1e-14 * scale;
        for (const [i, { value, converged }] of eigenpairs.entries())
          expect(!converged || Math.abs(value - exact[i]) < allowed(i)).toBe(true);
      }
  },
);

test.each([
  { values: [1, 4.6e-6, 2e-11], start: [1, 0, 1], end: 'largest', count: 2, expected: 4.6e-6 },
  { values: [7, 7, 7, 6.99999], start: [0, 1, 0, 0], end: 'smallest', count: 1, expected: 6.99999 },
  { values: [-1e12, 0, 0, 1, 1], start: [1, 0, 0, 0, 0], end: 'largest', count: 1, expected: 1 },
] as const)(
  'an eigenvalue that products tell from 0 is not taken for it: diag($values)',
  ({ values, start, end, count, expected }) => {
    const { status, eigenpairs } = topEigenpairs(diagonalMatrix(values), {
      ...{ count, end, tolerance: 1e-3 },
      start: Float64Array.from(start),
    });
    expect(status).toBe('converged');
    expect(Math.abs(eigenpairs[count - 1].value / expected - 1)).toBeLessThan(1e-3);
  },
);

test.each([5, 100, 1000])('of a matrix of rank 3 and dimension %i, five converge, two of them 0', (n) => {
  for (const round of [Math.fround, (value: number) => value])
    for (const tolerance of [1e-3, 1e-5]) {
      const values = Array.from({ length: n }, (_, i) => [3, 2, 1][i] ?? 0);
      const normal = unit(drawn(n, 1));
      const reflected = (v: Float64Array) => plus(v, -2 * dot(normal, v), normal);
      const { status, eigenpairs } = topEigenpairs(
        (v) => reflected(diagonalMatrix(values)(reflected(v))).map(round),
        { count: 5, start: drawn(n), tolerance },
      );
      expect(status).toBe('converged');
      for (const [i, { value }] of eigenpairs.entries())
        expect(Math.abs(value - values[i])).toBeLessThan(3 * tolerance);
    }
});

test('without a search nothing is called converged', () => {
  const search = { count: 1, stop: { residual: 1e-8 }, maxProducts: 100, search: false } as const;
  const { status, eigenpairs } = warmEigenpairs(diagonalMatrix([3, 2, 1]), [drawn(3)], search);
  expect([status, eigenpairs[0].converged]).toEqual(['unsearched', false]);
});

test('what cannot be asked is refused before a product is spent', () => {
  const untouched = () => {
    throw new Error('a product was spent');
  };
  const top =
    (count: number, start = drawn(3)) =>
    () =>
      topEigenpairs(untouched, { count, start });
  expect(top(1.5)).toThrow('1.5 eigenpairs cannot be asked for');
  expect(top(-1)).toThrow('-1 eigenpairs cannot be asked for');
  expect(top(0)).toThrow(RangeError);
  expect(top(NaN)).toThrow(RangeError);
  expect(top(4)).toThrow('4 eigenpairs asked of a matrix of dimension 3');
  expect(top(1, new Float64Array(3))).toThrow('has no direction');
  expect(top(1, Float64Array.of(1, NaN, 1))).toThrow(RangeError);
  const warm = (stop: { change: number } | { residual: number }, maxProducts: number) => () =>
    warmEigenpairs(untouched, [drawn(3)], { count: 1, stop, maxProducts });
  expect(warm({ residual: 1e-3 }, 0)).toThrow('maxProducts must be a whole number of 1 or more, not 0');
  expect(warm({ residual: NaN }, 10)).toThrow(RangeError);
  expect(warm({ change: -1 }, 10)).toThrow(RangeError);
  expect(() => warmEigenpairs(untouched, [], { count: 1, stop: { change: 1 }, maxProducts: 9 })).toThrow(
    RangeError,
  );
  expect(() =>
    warmEigenpairs(untouched, [drawn(3), drawn(4)], { count: 1, stop: { change: 1 }, maxProducts: 9 }),
  ).toThrow(RangeError);
});

test.each([
  ['NaN', (v: Float64Array) => v.map(() => NaN), 'holds NaN at entry 0 of 3'],
  [
    'infinity',
    (v: Float64Array) => v.map((_, i) => (i === 2 ? Infinity : 1)),
    'holds Infinity at entry 2 of 3',
  ],
  ['another length', (v: Float64Array) => v.slice(1), 'of 3 entries has 2 entries'],
])('a product with %s ends the search at once', (_, product, message) => {
  expect(() => topEigenpairs(product, { count: 1, start: drawn(3) })).toThrow(message);
});

test('a product that hands back its argument does no harm', () => {
  const { status, eigenpairs } = topEigenpairs((v) => v, { count: 3, start: drawn(30) });
  expect([status, valuesOf(eigenpairs)]).toEqual(['converged', [1, 1, 1]]);
});
