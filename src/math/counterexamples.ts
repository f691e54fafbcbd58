import { softplus } from './activations.ts';
import { evenAndFalling, logarithm, ricker, type OneDimensionalLoss } from './one-dimensional.ts';

/** f′(x)/x falls only to ½: further out the loss is a parabola that is too sharp for a large learning rate. */
const steepFarOut: OneDimensionalLoss = {
  id: 'steep-far-out',
  formula: '¼<i>x</i><sup>2</sup> + ½(√(1 + <i>x</i><sup>2</sup>) − 1)',
  ...evenAndFalling,
  f: (x) => (x * x) / 4 + (x * x) / (2 + 2 * Math.sqrt(1 + x * x)),
  slope: (x) => x / 2 + x / (2 * Math.sqrt(1 + x * x)),
  curvature: (x) => 0.5 + 0.5 * (1 + x * x) ** -1.5,
};

/** f′(x)/x = (1 + 3x²)/(1 + x⁴) rises before it falls. */
const risesFirst: OneDimensionalLoss = {
  id: 'rises-first',
  formula: '½ arctan <i>x</i><sup>2</sup> + ¾ ln(1 + <i>x</i><sup>4</sup>)',
  even: true,
  growth: 'superquadratic',
  f: (x) => Math.atan(x * x) / 2 + 0.75 * Math.log1p(x ** 4),
  slope: (x) => (x * (1 + 3 * x * x)) / (1 + x ** 4),
  curvature: (x) => (1 + 9 * x * x - 3 * x ** 4 - 3 * x ** 6) / (1 + x ** 4) ** 2,
};

/** Turns downhill for good at |x| = √39, so that it has no lower bound. */
const unbounded: OneDimensionalLoss = {
  id: 'unbounded',
  formula: 'ln(1 + <i>x</i><sup>2</sup>) − <i>x</i><sup>2</sup>/40',
  ...evenAndFalling,
  f: (x) => logarithm.f(x) - (x * x) / 40,
  slope: (x) => logarithm.slope(x) - x / 20,
  curvature: (x) => logarithm.curvature(x) - 1 / 20,
};

const steepness = 4;

/** 1/(1 + e^(4(x² − 1))): 1 inside x = 1, 0 outside, and its derivative in x². */
const shelf = (x: number): readonly [value: number, derivative: number] => {
  const value = 1 / (1 + Math.exp(steepness * (x * x - 1)));
  return [value, -steepness * value * (1 - value)];
};

/** f′(x)/x = 1/(1 + e^(4(x² − 1))) + 2/√(1 + x²) falls, but so fast beside x = 1 that f′ falls there as well. */
const shelved: OneDimensionalLoss = {
  id: 'shelved',
  formula:
    '½<i>x</i><sup>2</sup> − ⅛ ln(1 + exp(4<i>x</i><sup>2</sup> − 4)) + 2√(1 + <i>x</i><sup>2</sup>) + const.',
  ...evenAndFalling,
  f: (x) => {
    const soft = softplus(steepness * (x * x - 1));
    const atZero = Math.log1p(Math.exp(-steepness));
    return (x * x - (soft - atZero) / steepness) / 2 + (2 * x * x) / (1 + Math.sqrt(1 + x * x));
  },
  slope: (x) => x * shelf(x)[0] + (2 * x) / Math.sqrt(1 + x * x),
  curvature: (x) => {
    const [value, derivative] = shelf(x);
    return value + 2 * x * x * derivative + 2 * (1 + x * x) ** -1.5;
  },
};

/** A loss that meets every hypothesis of the theorem but one, and orbits that do not do what it says. */
interface Counterexample {
  /** The hypothesis that is broken. */
  readonly breaks:
    | 'f′(x)/x falls'
    | 'f′(x)/x falls below 2/η'
    | '2/η < f″(0)'
    | 'f is even'
    | 'f is bounded below'
    | 'f″(x*) > 0'
    | 'f′ crosses f′(x*) only at x*';
  readonly loss: OneDimensionalLoss;
  readonly learningRate: number;
  /** One orbit each. */
  readonly starts: readonly number[];
}

/** One for each hypothesis of the theorem on two-cycles (content/parts/two-cycle-theorem.mdx). */
export const counterexamples: readonly Counterexample[] = [
  { breaks: '2/η < f″(0)', loss: logarithm, learningRate: 0.95, starts: [2] },
  { breaks: 'f′(x)/x falls below 2/η', loss: steepFarOut, learningRate: 4.4, starts: [0.1] },
  { breaks: 'f′(x)/x falls', loss: risesFirst, learningRate: 1.1, starts: [0.2, 1.2] },
  { breaks: 'f is even', loss: ricker, learningRate: 2.4, starts: [0.3] },
  { breaks: 'f″(x*) > 0', loss: logarithm, learningRate: 2.2, starts: [1.2] },
  {
    breaks: 'f′ crosses f′(x*) only at x*',
    loss: shelved,
    learningRate: 5.4 / (2 + 1 / (1 + Math.exp(-steepness))),
    starts: [1.5, 2.6],
  },
  { breaks: 'f is bounded below', loss: unbounded, learningRate: 1.4, starts: [0.2, 7] },
];
