import { requireCounts, requireFinite, requirePositive } from './finite.ts';
import { checkedProduct, type HessianVectorProduct } from './checked-product.ts';
import type { Random } from './random.ts';
import { gaussianVector } from './random.ts';
import { symmetricTridiagonalEigen } from './tridiagonal.ts';
import { addScaled, dot, norm, unit } from './vector.ts';

/** Gauss quadrature of one probe: eigenvalues where the spectral measure sits, with weights that sum to 1. */
interface Quadrature {
  readonly nodes: readonly number[];
  readonly weights: readonly number[];
}

interface QuadratureOptions {
  readonly dimension: number;
  /** Random start vectors; the error falls with the root of their number. */
  readonly probes: number;
  /** Lanczos steps a probe, each one product; the rule is exact for polynomials of degree 2·steps − 1. */
  readonly steps: number;
  readonly source: Random;
}

/** A mean over probes with its standard error; the error is infinite for a single probe, which cannot tell it. */
interface Estimate {
  readonly value: number;
  readonly error: number;
}

/** The tridiagonal matrix of one Krylov space with full reorthogonalisation, as its quadrature rule. */
function probeQuadrature(hvp: HessianVectorProduct, start: Float64Array, steps: number): Quadrature {
  const product = checkedProduct(hvp, 1);
  const basis = [unit(start)];
  const diagonal: number[] = [];
  const off: number[] = [];
  for (;;) {
    const rest = product(basis[diagonal.length]);
    diagonal.push(dot(basis[diagonal.length], rest));
    for (let pass = 0; pass < 2; pass++) for (const q of basis) addScaled(rest, -dot(q, rest), q);
    const beta = norm(rest);
    const size = diagonal.length;
    const scale = Math.max(...diagonal.map(Math.abs), ...off);
    if (size === Math.min(steps, start.length) || beta <= 1e-12 * scale) break;
    off.push(beta);
    basis.push(rest.map((value) => value / beta));
  }
  const { values, vectors } = symmetricTridiagonalEigen(diagonal, off);
  return { nodes: values, weights: vectors.map(([first]) => first ** 2) };
}

/**
 * Stochastic Lanczos quadrature (Ubaru, Chen and Saad 2017): one rule for each Gaussian probe.
 * @throws RangeError where a product has another length or an entry that is not finite, or a count is no positive integer
 */
export function lanczosQuadrature(
  product: HessianVectorProduct,
  { dimension, probes, steps, source }: QuadratureOptions,
): Quadrature[] {
  requireCounts({ dimension, probes, steps });
  return Array.from({ length: probes }, () =>
    probeQuadrature(product, gaussianVector(dimension, source), steps),
  );
}

/**
 * tr f(H)/dimension with its standard error over the probes.
 * @throws RangeError without probes, or where f is not finite at a node
 */
export function spectralMean(rules: readonly Quadrature[], f: (eigenvalue: number) => number): Estimate {
  if (rules.length === 0) throw new RangeError('a spectral mean needs at least one probe');
  const each = rules.map(({ nodes, weights }) =>
    nodes.reduce((sum, node, i) => sum + weights[i] * f(node), 0),
  );
  requireFinite('means of f over the spectrum', each);
  const value = each.reduce((sum, one) => sum + one, 0) / each.length;
  if (each.length === 1) return { value, error: Infinity };
  const variance = each.reduce((sum, one) => sum + (one - value) ** 2, 0) / (each.length - 1);
  return { value, error: Math.sqrt(variance / each.length) };
}

/**
 * Spectral density at `at`, each eigenvalue blurred to a Gaussian of standard deviation `width`, in units of eigenvalues.
 * @throws RangeError for a width that is not positive, or a place that is not finite
 */
export function spectralDensity(rules: readonly Quadrature[], at: number, width: number): Estimate {
  requirePositive({ width });
  requireFinite('place of a spectral density', [at]);
  const peak = 1 / (width * Math.sqrt(2 * Math.PI));
  return spectralMean(rules, (eigenvalue) => peak * Math.exp(-0.5 * ((at - eigenvalue) / width) ** 2));
}
