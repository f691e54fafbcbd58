import { gaussianVector, random, type Random } from '../../src/math/random.ts';
import { addScaled, dot, norm, unit } from '../../src/math/vector.ts';

/** A symmetric matrix of known eigenvalues, as products in one of three kinds of arithmetic. */
export interface Spectrum {
  readonly values: readonly number[];
  /** Largest absolute eigenvalue. */
  readonly norm: number;
  /** Relative error of a product. */
  readonly noise: number;
  readonly product: (v: Float64Array) => Float64Array;
  readonly start: Float64Array;
}

const below = (source: Random, low: number, high: number) => low + (high - low) * source.uniform();

/** Eigenvalues of each kind; `m` of the n stand out where the kind has some that do. */
const kinds: Readonly<Record<string, (n: number, m: number, source: Random) => number[]>> = {
  plain: (n, _, source) => Array.from({ length: n }, () => source.uniform()),
  multiple(n, _, source) {
    const values: number[] = [];
    while (values.length < Math.min(n, 40))
      values.push(...new Array<number>(source.integer(1, 20)).fill(below(source, 1, 3)));
    return Array.from({ length: n }, (_unused, i) => (i < 40 && values[i]) || source.uniform());
  },
  cluster(n, m, source) {
    const width = 2 * 10 ** below(source, -12, -3);
    return Array.from({ length: n }, (_, i) => (i < m ? 2 + width * source.uniform() : source.uniform()));
  },
  'narrow bulk': (n, m, source) =>
    Array.from({ length: n }, (_, i) =>
      i < m ? 1.013 + 1e-4 * source.integer(-1, 1) : below(source, 0.99, 1.01),
    ),
  'low rank': (n, m, source) => Array.from({ length: n }, (_, i) => (i < m ? 3 * source.uniform() : 0)),
  zero: (n) => new Array<number>(n).fill(0),
  negative: (n, m, source) => Array.from({ length: n }, (_, i) => (i < m ? -0.1 : -1 - source.uniform())),
  mixed: (n, m, source) =>
    Array.from({ length: n }, (_, i) => (i % 2 === 0 ? 1 : -1) * (i < m ? 2 : source.uniform())),
  decaying: (n) => Array.from({ length: n }, (_, i) => 0.8 ** i),
};

export const kindNames = Object.keys(kinds);

/** Reflections in hyperplanes; in the other order they undo themselves. */
const reflected = (v: Float64Array, normals: readonly Float64Array[]): Float64Array => {
  const image = Float64Array.from(v);
  for (const normal of normals) addScaled(image, -2 * dot(normal, image), normal);
  return image;
};

const starts = ['random', 'equal entries', 'inside an invariant subspace'] as const;
const arithmetics = ['float64', 'float32 storage', 'float32 noise'] as const;

/** The spectrum of a number: its kind, size up to 200 or 2,000, scale, rotation, arithmetic and start. */
export function spectrum(seed: number): Spectrum & { readonly name: string } {
  const source = random(seed, 'spectrum');
  const n = seed % 50 === 0 ? 2000 : source.integer(2, 200);
  const kind = kindNames[source.integer(0, kindNames.length - 1)];
  const arithmetic = arithmetics[source.integer(0, 2)];
  const begin = starts[source.integer(0, 2)];
  const scale = 10 ** source.integer(-8, 8);
  const values = kinds[kind](n, Math.min(n, source.integer(1, 20)), source).map((value) => scale * value);
  const size = Math.max(...values.map(Math.abs));
  const normals = Array.from({ length: source.integer(0, 3) }, () => unit(gaussianVector(n, source)));
  const rotated = (v: Float64Array) => reflected(v, normals.toReversed());

  const exact = (v: Float64Array) => rotated(reflected(v, normals).map((entry, i) => values[i] * entry));
  const product = {
    float64: exact,
    'float32 storage': (v: Float64Array) => exact(v).map(Math.fround),
    'float32 noise'(v: Float64Array) {
      const result = exact(v);
      addScaled(result, 1e-7 * size * norm(v), unit(gaussianVector(n, source)));
      return result;
    },
  }[arithmetic];

  const start = {
    random: () => gaussianVector(n, source),
    'equal entries': () => new Float64Array(n).fill(1),
    'inside an invariant subspace'() {
      const [i, j] = [source.integer(0, n - 1), source.integer(0, n - 1)];
      return rotated(Float64Array.from({ length: n }, (_, k) => Number(k === i) + Number(k === j)));
    },
  }[begin]();
  return {
    name: `${kind}, n = ${n}, ${arithmetic}, start ${begin}`,
    ...{ values, norm: size, noise: arithmetic === 'float64' ? 1e-13 : 2e-6, product, start },
  };
}

/** The `count` eigenvalues at one end, from there inwards. */
export const outermost = ({ values }: Spectrum, end: 'largest' | 'smallest', count: number): number[] =>
  values.toSorted((p, q) => (end === 'largest' ? q - p : p - q)).slice(0, count);
