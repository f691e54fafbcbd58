import { requireFinite } from './finite.ts';
import type { Loss } from './loss.ts';
import { positivePart, symmetricEigen, type SymmetricMatrix } from './symmetric-eigen.ts';
import { dot, plus, scaled } from './vector.ts';

/** A loss whose gradient is known. */
type Sloped = Pick<Loss, 'valueAndGradient'>;

/** Step of the second difference that gives ∇³L[u, u]. */
const thirdDerivativeStep = 3e-3;

/**
 * ∇³L[u, u] at `centre`, of the gradient `atCentre` there, by a second difference: where u is the top unit eigenvector,
 * the gradient of the sharpness (Damian et al. 2023). All vectors are [parameters].
 */
export function thirdDerivative(
  loss: Sloped,
  centre: Float64Array,
  atCentre: Float64Array,
  u: Float64Array,
  step = thirdDerivativeStep,
): Float64Array {
  const [forward, backward] = [step, -step].map((t) => loss.valueAndGradient(plus(centre, t, u)).gradient);
  const third = new Float64Array(centre.length);
  for (let i = 0; i < third.length; i++) third[i] = (forward[i] + backward[i] - 2 * atCentre[i]) / step ** 2;
  return third;
}

/** α = −⟨T, ∇L⟩ is its rise in the flow, β = ‖T‖², with T = ∇³L[u, u]. */
interface Response {
  readonly alpha: number;
  readonly beta: number;
  readonly third: Float64Array;
}

/** How the curvature along the unit vector u responds at `centre`. */
export function curvatureResponse(loss: Sloped, centre: Float64Array, u: Float64Array): Response {
  const atCentre = loss.valueAndGradient(centre).gradient;
  const third = thirdDerivative(loss, centre, atCentre, u);
  return { alpha: -dot(third, atCentre), beta: dot(third, third), third };
}

/**
 * ⟨x²⟩ along one direction that holds its sharpness still: α − ½⟨x²⟩β = dS/(η dt), which is 0 at the edge
 * (Damian et al. 2023; Cohen et al. 2025). `drift` is the sharpness gained divided by η times the steps.
 */
export const predictedVariance = (alpha: number, beta: number, drift = 0): number =>
  Math.max(0, (2 * (alpha - drift)) / beta);

/** The linear complementarity problem of k directions at the edge: X ⪰ 0, R = ½G[X] − A ⪰ 0, ⟨X, R⟩ = 0. */
interface EdgeProblem {
  readonly k: number;
  /** A_ij = −⟨T_ij, ∇L⟩ [k, k], T_ij = ∇³L[u_i, u_j]. */
  readonly a: SymmetricMatrix;
  /** G_ijkl = ⟨T_ij, T_kl⟩ [k², k²], row-major. */
  readonly g: Float64Array;
}

/** T_ij for every pair i ≤ j, by polarisation of ∇³L[u, u]. */
function thirdDerivatives(
  loss: Sloped,
  centre: Float64Array,
  atCentre: Float64Array,
  directions: readonly Float64Array[],
): Float64Array[][] {
  const along = (u: Float64Array) => thirdDerivative(loss, centre, atCentre, u);
  const squares = directions.map(along);
  return directions.map((u, i) =>
    directions.map((v, j) => {
      if (j <= i) return squares[i];
      return scaled(0.5, plus(plus(along(plus(u, 1, v)), -1, squares[i]), -1, squares[j]));
    }),
  );
}

/** The problem at `centre` for orthonormal `directions`. */
export function edgeProblem(
  loss: Sloped,
  centre: Float64Array,
  directions: readonly Float64Array[],
): EdgeProblem {
  const k = directions.length;
  const atCentre = loss.valueAndGradient(centre).gradient;
  const upper = thirdDerivatives(loss, centre, atCentre, directions);
  const third = directions.map((_, i) =>
    directions.map((_other, j) => upper[Math.min(i, j)][Math.max(i, j)]),
  );
  const flat = third.flat();
  const a = Float64Array.from(flat, (t) => -dot(t, atCentre));
  const g = new Float64Array(k ** 4);
  const pair = (index: number) => [Math.floor(index / k), index % k];
  for (let r = 0; r < k * k; r++) {
    const [i, j] = pair(r);
    if (j < i) continue;
    for (let c = r; c < k * k; c++) {
      const [l, m] = pair(c);
      if (m < l) continue;
      const value = dot(flat[r], flat[c]);
      for (const row of [r, j * k + i])
        for (const column of [c, m * k + l]) {
          g[row * k * k + column] = value;
          g[column * k * k + row] = value;
        }
    }
  }
  return { k, a, g };
}

const applied = (g: Float64Array, x: Float64Array): Float64Array =>
  x.map((_, r) => dot(g.subarray(r * x.length, (r + 1) * x.length), x));

interface EdgeSolution {
  readonly status: 'converged' | 'unconverged';
  /** Predicted covariance of the oscillation [k, k]. */
  readonly x: SymmetricMatrix;
  /** |⟨X, R⟩|/⟨A, X⟩, 0 at a solution. */
  readonly gap: number;
}

/** Largest eigenvalue of a positive semidefinite matrix, by power iteration: a bound for the step. */
function largestEigenvalue(g: Float64Array, size: number): number {
  let v = Float64Array.from({ length: size }, (_, i) => 1 + 1 / (i + 1));
  let value = 0;
  for (let i = 0; i < 100; i++) {
    const image = applied(g, v);
    value = Math.sqrt(dot(image, image) / dot(v, v));
    if (value === 0) return 0;
    v = image.map((entry) => entry / value);
  }
  return value;
}

/** G = 0: X = 0 where no direction sharpens; else nothing holds the sharpness back and there is no solution. */
function withoutResponse(a: SymmetricMatrix, k: number): EdgeSolution {
  const still = symmetricEigen(a, k).values[0] <= 0;
  return {
    status: still ? 'converged' : 'unconverged',
    x: new Float64Array(k * k),
    gap: still ? 0 : Infinity,
  };
}

/**
 * Solves the complementarity problem as the minimum of ¼⟨X, G[X]⟩ − ⟨A, X⟩ over X ⪰ 0, by projected gradient with
 * Nesterov's momentum and restart (O'Donoghue and Candès 2015).
 * @throws RangeError where an entry is not finite
 */
export function solveEdge(
  { k, a, g }: EdgeProblem,
  { tolerance = 1e-6, maxIterations = 4000 } = {},
): EdgeSolution {
  for (const entries of [a, g]) requireFinite('entries of the complementarity problem', entries);
  const steepest = largestEigenvalue(g, k * k);
  if (k > 0 && steepest === 0) return withoutResponse(a, k);
  const step = 2 / (1.01 * steepest);
  const residual = (x: Float64Array) => applied(g, x).map((value, i) => 0.5 * value - a[i]);
  let x: Float64Array = new Float64Array(k * k);
  let lookahead = x;
  let momentum = 1;
  let gap = Infinity;
  for (let i = 0; i < maxIterations; i++) {
    const next = positivePart(plus(lookahead, -step, residual(lookahead)), k);
    const change = plus(next, -1, x);
    const restart = dot(plus(lookahead, -1, next), change) > 0;
    const following = restart ? 1 : (1 + Math.sqrt(1 + 4 * momentum ** 2)) / 2;
    lookahead = restart ? next : plus(next, (momentum - 1) / following, change);
    momentum = following;
    x = next;
    const scale = dot(a, x);
    gap = scale === 0 ? 0 : Math.abs(dot(x, residual(x)) / scale);
    if (i > 10 && gap < tolerance && dot(change, change) <= tolerance ** 2 * dot(x, x))
      return { status: 'converged', x, gap };
  }
  return { status: 'unconverged', x, gap };
}

/** tr X of a matrix [k, k]. */
export const trace = (x: SymmetricMatrix, k: number): number =>
  Array.from({ length: k }, (_, i) => x[i * k + i]).reduce((sum, value) => sum + value, 0);
