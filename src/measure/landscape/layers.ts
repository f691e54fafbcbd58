import type { HessianVectorProduct } from '../../math/checked-product.ts';
import type { Part } from '../../math/loss.ts';
import { gaussianVector, random } from '../../math/random.ts';
import { deviation, mean } from '../../math/statistics.ts';
import { symmetricEigen } from '../../math/symmetric-eigen.ts';
import { dot } from '../../math/vector.ts';
import { warmEigenpairs } from '../../math/warm-lanczos.ts';
import type { Report } from './schema.ts';

type Layer = Report['layers'][number];

/** Random vectors whose products give the traces of all blocks at once. */
const traceProbes = 16;

const piece = (whole: Float64Array, { offset, size }: Part) => whole.subarray(offset, offset + size);

/** Products with the diagonal block of one tensor: the others are held. */
function blockOf(product: HessianVectorProduct, dimension: number, part: Part): HessianVectorProduct {
  return (v) => {
    const whole = new Float64Array(dimension);
    whole.set(v, part.offset);
    return piece(product(whole), part).slice();
  };
}

/**
 * Traces of all diagonal blocks by Hutchinson's estimator (1990): z of independent ±1, of which each block has the
 * expectation zᵀ(Hz) over its entries.
 */
function tracesOf(
  product: HessianVectorProduct,
  parts: readonly Part[],
  dimension: number,
  seed: number,
): { readonly trace: number; readonly traceError: number }[] {
  const source = random(seed, 'traces of layers');
  const probes = Array.from({ length: traceProbes }, () => {
    const z = Float64Array.from({ length: dimension }, () => (source.uniform() < 0.5 ? -1 : 1));
    const products = product(z);
    return parts.map((part) => dot(piece(z, part), piece(products, part)));
  });
  return parts.map((_, i) => {
    const samples = probes.map((one) => one[i]);
    return { trace: mean(samples), traceError: deviation(samples) / Math.sqrt(traceProbes) };
  });
}

/** Trace and largest eigenvalue of a block that is small enough to be written down. */
function wholeBlock(product: HessianVectorProduct, size: number): Omit<Layer, 'name' | 'parameters'> {
  const columns = Array.from({ length: size }, (_, i) => {
    const axis = new Float64Array(size);
    axis[i] = 1;
    return product(axis);
  });
  const matrix = Float64Array.from({ length: size * size }, (_, at) => {
    const [i, j] = [Math.floor(at / size), at % size];
    return 0.5 * (columns[i][j] + columns[j][i]);
  });
  const trace = columns.reduce((sum, column, i) => sum + column[i], 0);
  const [top] = symmetricEigen(matrix, size).values;
  return { trace, traceError: 0, top, residual: 0, status: 'converged' };
}

/** Largest residual of a block's top eigenvalue: the value itself is then right to about its square. */
const tolerance = 2e-2;

/** Trace and largest eigenvalue of each tensor's block of the Hessian. */
export function layersOf(
  product: HessianVectorProduct,
  parts: readonly Part[],
  { products, seed }: { readonly products: number; readonly seed: number },
  each: (name: string, compute: () => Layer[]) => Layer[],
): Layer[] {
  const dimension = parts.reduce((sum, { size }) => sum + size, 0);
  const traces = each('traces', () =>
    tracesOf(product, parts, dimension, seed).map((trace, i) => ({
      ...{ name: parts[i].name, parameters: parts[i].size, ...trace },
      ...{ top: 0, residual: 0, status: 'unsearched' },
    })),
  );
  return parts.flatMap((part, i) =>
    each(part.name, () => {
      const block = blockOf(product, dimension, part);
      if (part.size <= products) return [{ ...traces[i], ...wholeBlock(block, part.size) }];
      const start = gaussianVector(part.size, random(seed, `Lanczos start of ${part.name}`));
      const search = { count: 1, stop: { residual: tolerance }, maxProducts: products, search: false };
      const found = warmEigenpairs(block, [start], search);
      const [{ value, residual }] = found.eigenpairs;
      return [{ ...traces[i], top: value, residual, status: found.status }];
    }),
  );
}
