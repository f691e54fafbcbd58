import type { Tensor } from '@tensorflow/tfjs';
import { compile } from '../../src/engine/compile/compile.ts';
import { grad, jvp } from '../../src/engine/derivatives.ts';

/** One input of a function under test: its shape and its numbers at the point. */
export interface Input {
  readonly shape: readonly number[];
  readonly values: Float64Array;
}

/** All derivatives of L at x along v, in float64. */
interface All {
  readonly value: number;
  readonly rate: number;
  readonly gradient: Float64Array;
  readonly product: Float64Array;
  readonly reversed: Float64Array;
  readonly third: Float64Array;
}

const joined = (parts: readonly Float64Array[]) => Float64Array.from(parts.flatMap((part) => [...part]));

/** How far the derivatives of a scalar function are from central differences of fourth order of the one below. */
export interface Errors {
  /** Nodes of the graph. */
  readonly nodes: number;
  readonly rate: number;
  /** ⟨∇L, v⟩ against the rate: reverse against forward mode. */
  readonly adjoint: number;
  readonly product: number;
  /** The gradient of the rate against the rate of the gradient. */
  readonly order: number;
  readonly third: number;
}

const relative = (a: ArrayLike<number>, b: ArrayLike<number>, scale: number) => {
  const size = Math.max(Math.hypot(...Array.from(b)), scale, 1e-3);
  return Math.hypot(...Array.from(a, (x, i) => x - b[i])) / size;
};

/** Value, rate, gradient, Hessian product, the same the other way round, and rate of the product of L at x along v. */
export function derivativesOf(fn: (...x: Tensor[]) => Tensor, loss: (y: Tensor) => Tensor, count: number) {
  type List = readonly Tensor[];
  const scalar = (x: List) => loss(fn(...x));
  return (...both: Tensor[]): Tensor[] => {
    const [x, v] = [both.slice(0, count), both.slice(count)];
    const along = (at: List) => jvp(scalar, at, v).rate as unknown as Tensor;
    const product = (at: List) => jvp(grad(scalar), at, v).rate as List;
    const { value, rate } = jvp(scalar, x as List, v);
    return [
      value,
      rate,
      ...grad(scalar)(x),
      ...product(x),
      ...grad(along)(x),
      ...jvp(product, x as List, v).rate,
    ] as Tensor[];
  };
}

/** Derivatives of L(x₁, …) = Σ weights ∘ fn(x₁, …) against differences, along one direction. */
export function derivativeErrors(
  fn: (...x: Tensor[]) => Tensor,
  loss: (y: Tensor) => Tensor,
  inputs: readonly Input[],
  direction: readonly Float64Array[],
  step = 5e-4,
): Errors {
  const count = inputs.length;
  using all = compile(
    derivativesOf(fn, loss, count),
    [...inputs, ...inputs].map(({ shape }) => ({ shape })),
    { precision: 'float64', name: 'derivatives' },
  );
  const at = (t: number): All => {
    const x = inputs.map(({ values }, i) => values.map((value, k) => value + t * direction[i][k]));
    const results = all(...x, ...direction);
    const numbers = results.map((tensor) => tensor.data());
    results.forEach((tensor) => tensor.dispose());
    const list = (k: number) => joined(numbers.slice(2 + k * count, 2 + (k + 1) * count));
    return {
      value: numbers[0][0],
      rate: numbers[1][0],
      gradient: list(0),
      product: list(1),
      reversed: list(2),
      third: list(3),
    };
  };
  const [far, near, centre, near2, far2] = [-2, -1, 0, 1, 2].map((i) => at(i * step));
  const difference = (of: (all: All) => ArrayLike<number>) =>
    Float64Array.from(
      of(centre),
      (_, i) => (8 * (of(near2)[i] - of(near)[i]) - (of(far2)[i] - of(far)[i])) / (12 * step),
    );
  const v = joined(direction);
  const { gradient } = centre;
  const inner = gradient.reduce((sum, g, i) => sum + g * v[i], 0);
  return {
    nodes: all.nodes,
    rate: relative(
      [centre.rate],
      difference(({ value }) => [value]),
      0,
    ),
    adjoint: relative([inner], [centre.rate], Math.hypot(...gradient)),
    product: relative(
      centre.product,
      difference((one) => one.gradient),
      Math.hypot(...gradient),
    ),
    order: relative(centre.reversed, centre.product, Math.hypot(...gradient)),
    third: relative(
      centre.third,
      difference((one) => one.product),
      Math.hypot(...centre.product),
    ),
  };
}
