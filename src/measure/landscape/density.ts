import type { HessianVectorProduct } from '../../math/checked-product.ts';
import type { Random } from '../../math/random.ts';
import { lanczosQuadrature, spectralDensity, spectralMean } from '../../math/spectral-density.ts';
import type { Report } from './schema.ts';

/** Places at which the density is told. */
const places = 241;
/** Eigenvalues below this part of the largest are spaced evenly, those above by their logarithm. */
const linearShare = 1e-3;
/** Standard deviation of the blur, in steps of the grid. */
const blur = 1.5;

type Rules = ReturnType<typeof lanczosQuadrature>;

const orNull = (value: number) => (Number.isFinite(value) ? value : null);

/** Places from the smallest to the largest node, evenly spaced in arsinh(λ/s), with a margin for the blur. */
function gridOf(rules: Rules): { readonly at: number[]; readonly width: number[] } {
  const nodes = rules.flatMap((rule) => rule.nodes);
  const largest = nodes.reduce((most, node) => Math.max(most, Math.abs(node)), Number.MIN_VALUE);
  const unit = linearShare * largest;
  const [low, high] = [Math.min(...nodes), Math.max(...nodes)].map((node) => Math.asinh(node / unit));
  const margin = 4 * blur;
  const step = Math.max((high - low) / (places - 1 - 2 * margin), 1e-3);
  const places_ = Array.from({ length: places }, (_, i) => low + (i - margin) * step);
  return {
    at: places_.map((u) => unit * Math.sinh(u)),
    width: places_.map((u) => blur * step * unit * Math.cosh(u)),
  };
}

/**
 * The spectral density by stochastic Lanczos quadrature (Ubaru, Chen and Saad 2017), which integrates to 1, and the trace of
 * the Hessian, both with standard errors over the probes. Each eigenvalue is blurred by a Gaussian whose width grows with
 * the distance from 0, as the spacing of the grid does.
 */
export function densityOf(
  product: HessianVectorProduct,
  dimension: number,
  { probes, steps }: { readonly probes: number; readonly steps: number },
  sourceOf: (probe: number) => Random,
  each: (probe: number, compute: () => Rules) => Rules,
): NonNullable<Report['density']> {
  const rules = Array.from({ length: probes }, (_, probe) =>
    each(probe, () => lanczosQuadrature(product, { dimension, probes: 1, steps, source: sourceOf(probe) })),
  ).flat();
  const { at, width } = gridOf(rules);
  const found = at.map((place, i) => spectralDensity(rules, place, width[i]));
  const trace = spectralMean(rules, (eigenvalue) => dimension * eigenvalue);
  return {
    grid: at,
    density: found.map(({ value }) => value),
    error: found.map(({ error }) => orNull(error)),
    width,
    probes,
    steps,
    trace: { value: trace.value, error: orNull(trace.error) },
  };
}
