/** A loss of one variable with its minimum 0 at x = 0, and its derivatives in closed form. Dimensionless. */
export interface OneDimensionalLoss {
  /** Lower-case, for addresses and artifacts. */
  readonly id: string;
  /** f(x) as text with `<i>`, `<sup>` and `<sub>`. */
  readonly formula: string;
  readonly even: boolean;
  /** How f′(x)/x runs on x > 0: falling, constant or rising. */
  readonly growth: 'subquadratic' | 'quadratic' | 'superquadratic';
  readonly f: (x: number) => number;
  /** f′(x). */
  readonly slope: (x: number) => number;
  /** f″(x). */
  readonly curvature: (x: number) => number;
}

const growthOf = (power: number): OneDimensionalLoss['growth'] =>
  power < 2 ? 'subquadratic' : power > 2 ? 'superquadratic' : 'quadratic';

function powerFormula(p: number): string {
  if (p === 0) return '½ ln(1 + <i>x</i><sup>2</sup>)';
  if (p === 1) return '√(1 + <i>x</i><sup>2</sup>) − 1';
  return `((1 + <i>x</i><sup>2</sup>)<sup>${p / 2}</sup> − 1)/${p}`;
}

/** f_p(x) = ((1 + x²)^(p/2) − 1)/p, which grows as |x|^p far out and has f″(0) = 1; p = 0 is its limit ½ ln(1 + x²). */
export function powerLoss(p: number): OneDimensionalLoss {
  const log = (x: number) => Math.log1p(x * x);
  return {
    id: `power-${p}`,
    formula: powerFormula(p),
    even: true,
    growth: growthOf(p),
    f: (x) => (p === 0 ? log(x) / 2 : Math.expm1((p / 2) * log(x)) / p),
    slope: (x) => x * (1 + x * x) ** (p / 2 - 1),
    curvature: (x) => (1 + (p - 1) * x * x) * (1 + x * x) ** (p / 2 - 2),
  };
}

/** f even, and f′(x)/x falling. */
export const evenAndFalling = { even: true, growth: 'subquadratic' } as const;

/** Its inflection at x = 1 gives a pitchfork at η = 2. */
export const logarithm: OneDimensionalLoss = {
  id: 'logarithm',
  formula: 'ln(1 + <i>x</i><sup>2</sup>)',
  ...evenAndFalling,
  f: (x) => Math.log1p(x * x),
  slope: (x) => (2 * x) / (1 + x * x),
  curvature: (x) => (2 * (1 - x * x)) / (1 + x * x) ** 2,
};

/** Levels off at 1. */
export const rational: OneDimensionalLoss = {
  id: 'rational',
  formula: '<i>x</i><sup>2</sup>/(1 + <i>x</i><sup>2</sup>)',
  ...evenAndFalling,
  f: (x) => (x * x) / (1 + x * x),
  slope: (x) => (2 * x) / (1 + x * x) ** 2,
  curvature: (x) => (2 - 6 * x * x) / (1 + x * x) ** 3,
};

/** Levels off at 1, faster than any power. */
export const gaussianWell: OneDimensionalLoss = {
  id: 'gaussian-well',
  formula: '1 − exp(−<i>x</i><sup>2</sup>)',
  ...evenAndFalling,
  f: (x) => -Math.expm1(-x * x),
  slope: (x) => 2 * x * Math.exp(-x * x),
  curvature: (x) => (2 - 4 * x * x) * Math.exp(-x * x),
};

/** Convex, with a straight slope far out. */
export const logCosh: OneDimensionalLoss = {
  id: 'log-cosh',
  formula: 'ln cosh <i>x</i>',
  ...evenAndFalling,
  // cosh overflows beyond 710; near 0 the square keeps its last digits.
  f: (x) => {
    const size = Math.abs(x);
    return size < 1
      ? Math.log1p(2 * Math.sinh(x / 2) ** 2)
      : size + Math.log1p(Math.exp(-2 * size)) - Math.LN2;
  },
  slope: Math.tanh,
  curvature: (x) => 1 / Math.cosh(x) ** 2,
};

/** Not even. Gradient descent on it is the Ricker map in e^x. */
export const ricker: OneDimensionalLoss = {
  id: 'ricker',
  formula: '<i>e</i><sup>x</sup> − <i>x</i> − 1',
  even: false,
  growth: 'subquadratic',
  f: (x) => Math.expm1(x) - x,
  slope: Math.expm1,
  curvature: Math.exp,
};

/** The control: two-cycles of every size at η = 2, none else. */
export const quadratic: OneDimensionalLoss = {
  id: 'quadratic',
  formula: '½<i>x</i><sup>2</sup>',
  even: true,
  growth: 'quadratic',
  f: (x) => (x * x) / 2,
  slope: (x) => x,
  curvature: () => 1,
};

/** f′(x)/x rises: beyond the edge every orbit diverges. */
export const quartic: OneDimensionalLoss = {
  id: 'quartic',
  formula: '½<i>x</i><sup>2</sup> + <i>x</i><sup>4</sup>',
  even: true,
  growth: 'superquadratic',
  f: (x) => (x * x) / 2 + x ** 4,
  slope: (x) => x + 4 * x ** 3,
  curvature: (x) => 1 + 12 * x * x,
};

/** Subquadratic losses of every kind: convex or not, bounded or not, even or not. */
const subquadraticLosses: readonly OneDimensionalLoss[] = [
  ...[1.5, 1, 0.5, 0].map(powerLoss),
  logarithm,
  rational,
  gaussianWell,
  logCosh,
  ricker,
];

/** Losses on which gradient descent beyond the edge must diverge. */
export const controlLosses: readonly OneDimensionalLoss[] = [quadratic, quartic, ...[2.5, 4].map(powerLoss)];

/** The whole catalogue, by `id`. */
export const oneDimensionalLosses: readonly OneDimensionalLoss[] = [...subquadraticLosses, ...controlLosses];

/** The learning rate 2/f″(0) beyond which the minimum repels: the edge of stability. */
export const edgeRate = ({ curvature }: OneDimensionalLoss): number => 2 / curvature(0);
