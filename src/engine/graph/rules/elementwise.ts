import {
  add,
  binary,
  broadcastTo,
  compared,
  div,
  like,
  mul,
  neg,
  other,
  select,
  sub,
  sumTo,
  times,
  unary,
  zeros,
} from '../build.ts';
import { constantNumbers, type Node, type Value } from '../value.ts';
import { summed, type Rate, type Rule, type Rules } from './rule.ts';

/** dy = slope · dx. */
const sloped = (slope: (x: Value, y: Value) => Value, forward: string, kinks?: string): Rule => ({
  forward: ({ inputs: [x], outputs: [y] }, [rate]) => [rate && mul(rate, slope(x, y))],
  said: { forward: `dx · ${forward}`, ...(kinks ? { kinks } : {}) },
});

const one = (x: Value) => like(x, 1);
const square = (x: Value) => unary('Square', x);

/** 1 where x is above the bound, ½ on it, 0 below: exact, since signs are. */
const above = (x: Value, bound: Value) => times(0.5, add(one(x), unary('Sign', sub(x, bound))));

/** y takes the rate of the greater input, or of the smaller one; of both by halves where they are equal. */
const extreme = (greater: boolean): Rule => ({
  forward({ inputs: [a, b] }, [da, db]) {
    const share = (x: Value, bound: Value) => (greater ? above(x, bound) : above(neg(x), neg(bound)));
    return [summed(da && mul(da, share(a, b)), db && mul(db, share(b, a)))];
  },
  said: { forward: 'that of the input taken', kinks: 'equal inputs: half of each' },
});

/** A rate in the shape of the result, where broadcasting has not brought it there. */
const spread = (rate: Value, { shape }: Value) => broadcastTo(rate, shape);

/** Gradient ops of TensorFlow: linear in the upstream rate, and curved, if at all, in what they are taken at. */
function gradientOp(upstream: 0 | 1, bend?: (at: Value, g: Value) => Value, said = 'the op of dg'): Rule {
  const at = 1 - upstream;
  const again = ({ op, inputs, attributes }: Node, g: Value) =>
    other(op, upstream === 0 ? [g, inputs[1]] : [inputs[0], g], attributes, g.shape);
  return {
    forward(node, rates) {
      const [dg, da] = [rates[upstream], rates[at]];
      const bent = bend && da ? mul(bend(node.inputs[at], node.inputs[upstream]), da) : undefined;
      return [summed(dg && again(node, dg), bent)];
    },
    transposed: (node, [pulled]) => [0, 1].map((i) => (i === upstream ? again(node, pulled!) : undefined)),
    said: { forward: said, transposed: 'the op of the cotangent' },
  };
}

/** The activation's rate by TensorFlow's own gradient op, which takes one pass over the numbers. */
const byGradientOp = (
  op: string,
  order: 'at first' | 'rate first',
  at: 'x' | 'y',
  forward: string,
  kinks?: string,
): Rule => ({
  forward({ inputs: [x], outputs: [y], attributes }, [rate]) {
    if (!rate) return [undefined];
    const where = at === 'x' ? x : y;
    return [other(op, order === 'at first' ? [where, rate] : [rate, where], attributes, y.shape)];
  },
  said: { forward, ...(kinks ? { kinks } : {}) },
});

const sum: Rule = {
  forward: ({ op, outputs: [y] }, [da, db]) => {
    if (da && db) return [binary(op, da, db)];
    if (da) return [spread(da, y)];
    return [db && spread(op === 'Sub' ? neg(db) : db, y)];
  },
  transposed: ({ op, inputs: [a, b] }, [pulled], [left, right]) => [
    left ? sumTo(pulled!, a.shape) : undefined,
    right ? sumTo(op === 'Sub' ? neg(pulled!) : pulled!, b.shape) : undefined,
  ],
  said: { forward: 'da ± db', transposed: 'ȳ and ±ȳ, summed over what was broadcast' },
};

/** x^p: x is not touched where p is a constant, so that whole powers are right at 0 and below. */
function power({ inputs: [x, p], outputs: [y] }: Node, [dx, dp]: readonly Rate[]): Rate {
  const exponents = constantNumbers(p);
  const lowered = exponents?.length === 1 ? like(p, exponents[0] - 1) : sub(p, one(p));
  const byBase = dx && mul(dx, mul(p, binary('Pow', x, lowered)));
  if (!dp) return byBase;
  const positive = compared('Greater', x, like(x, 0));
  const logarithm = select(positive, unary('Log', select(positive, x, one(x))), like(x, 0));
  return summed(byBase, mul(dp, mul(y, logarithm)));
}

/** Elementwise ops. */
export const elementwise: Rules = {
  AddV2: sum,
  Sub: sum,
  Neg: {
    forward: (_, [rate]) => [rate && neg(rate)],
    transposed: (_, [pulled]) => [pulled && neg(pulled)],
    said: { forward: '−dx', transposed: '−ȳ' },
  },
  Mul: {
    forward({ inputs: [a, b] }, [da, db]) {
      return [summed(da && mul(da, b), db && mul(db, a))];
    },
    transposed: ({ inputs: [a, b] }, [pulled], [left]) =>
      left ? [sumTo(mul(pulled!, b), a.shape), undefined] : [undefined, sumTo(mul(pulled!, a), b.shape)],
    said: { forward: 'da · b + a · db', transposed: 'ȳ · b or a · ȳ, summed over what was broadcast' },
  },
  RealDiv: {
    forward({ inputs: [, b], outputs: [y] }, [da, db]) {
      return [summed(da && div(da, b), db && neg(mul(db, div(y, b))))];
    },
    transposed: ({ inputs: [a, b] }, [pulled]) => [sumTo(div(pulled!, b), a.shape), undefined],
    said: { forward: '(da − y · db) / b', transposed: 'ȳ / b, summed over what was broadcast' },
  },
  Pow: {
    forward: (node, rates) => [power(node, rates)],
    said: { forward: 'dx · p·x^(p−1) + dp · y·log x', kinks: 'x ≤ 0: none by p' },
  },
  FloorMod: {
    forward: ({ inputs: [a, b], outputs: [y] }, [da, db]) => [
      summed(da && spread(da, y), db && neg(mul(db, unary('Floor', div(a, b))))),
    ],
    said: { forward: 'da − ⌊a/b⌋ · db', kinks: 'whole a/b: from above' },
  },
  Atan2: {
    forward({ inputs: [a, b] }, [da, db]) {
      const length = add(square(a), square(b));
      return [summed(da && mul(da, div(b, length)), db && neg(mul(db, div(a, length))))];
    },
    said: { forward: '(da · b − a · db) / (a² + b²)' },
  },
  Maximum: extreme(true),
  Minimum: extreme(false),
  SelectV2: {
    forward({ inputs: [condition, a, b], outputs: [y] }, [, da, db]) {
      return [spread(select(condition, da ?? zeros(a), db ?? zeros(b)), y)];
    },
    transposed({ inputs: [condition, a, b], outputs: [y] }, [pulled], [, left, right]) {
      const none = zeros(y);
      return [
        undefined,
        left ? sumTo(select(condition, pulled!, none), a.shape) : undefined,
        right ? sumTo(select(condition, none, pulled!), b.shape) : undefined,
      ];
    },
    said: { forward: 'that of the input taken', transposed: 'ȳ where the input is taken, else 0' },
  },
  Tanh: byGradientOp('TanhGrad', 'at first', 'y', 'dx · (1 − y²)'),
  TanhGrad: gradientOp(1, (y, g) => mul(times(-2, y), g), 'the op of dg − 2y·g·dy'),
  Sigmoid: byGradientOp('SigmoidGrad', 'at first', 'y', 'dx · y(1 − y)'),
  SigmoidGrad: gradientOp(1, (y, g) => mul(sub(one(y), times(2, y)), g), 'the op of dg + (1 − 2y)·g·dy'),
  Relu: byGradientOp('ReluGrad', 'rate first', 'y', 'dx where x > 0', 'x = 0: 0'),
  ReluGrad: gradientOp(0),
  Relu6: byGradientOp('Relu6Grad', 'rate first', 'y', 'dx where 0 < x < 6', 'x = 0, 6: 0'),
  Relu6Grad: gradientOp(0),
  LeakyRelu: byGradientOp('LeakyReluGrad', 'rate first', 'x', 'dx where x > 0, else α · dx', 'x = 0: α'),
  LeakyReluGrad: gradientOp(0),
  Elu: sloped(
    (x, y) => select(compared('Less', x, like(x, 0)), add(y, one(y)), one(y)),
    '(y + 1 where x < 0, else 1)',
    'x = 0: 1',
  ),
  Selu: sloped(
    (x, y) => {
      const [scale, alpha] = [1.0507009873554805, 1.6732632423543772];
      return select(compared('Less', x, like(x, 0)), add(y, like(y, scale * alpha)), like(y, scale));
    },
    '(y + λα where x < 0, else λ)',
    'x = 0: λ',
  ),
  Softplus: sloped((x) => unary('Sigmoid', x), 'σ(x)'),
  Abs: sloped((x) => unary('Sign', x), 'sign x', 'x = 0: 0'),
  Square: sloped((x) => times(2, x), '2x'),
  Sqrt: sloped((_, y) => div(like(y, 0.5), y), '1 / 2y'),
  Rsqrt: sloped((x, y) => div(times(-0.5, y), x), '−y / 2x'),
  Reciprocal: sloped((_, y) => neg(square(y)), '−y²'),
  Exp: sloped((_, y) => y, 'y'),
  Expm1: sloped((_, y) => add(y, one(y)), '(y + 1)'),
  Log: sloped((x) => unary('Reciprocal', x), '1 / x'),
  Log1p: sloped((x) => unary('Reciprocal', add(one(x), x)), '1 / (1 + x)'),
  Sin: sloped((x) => unary('Cos', x), 'cos x'),
  Cos: sloped((x) => neg(unary('Sin', x)), '−sin x'),
  Tan: sloped((_, y) => add(one(y), square(y)), '(1 + y²)'),
  Asin: sloped((x) => unary('Rsqrt', sub(one(x), square(x))), '1 / √(1 − x²)'),
  Acos: sloped((x) => neg(unary('Rsqrt', sub(one(x), square(x)))), '−1 / √(1 − x²)'),
  Atan: sloped((x) => unary('Reciprocal', add(one(x), square(x))), '1 / (1 + x²)'),
  Sinh: sloped((x) => unary('Cosh', x), 'cosh x'),
  Cosh: sloped((x) => unary('Sinh', x), 'sinh x'),
  Asinh: sloped((x) => unary('Rsqrt', add(square(x), one(x))), '1 / √(x² + 1)'),
  Acosh: sloped((x) => unary('Rsqrt', sub(square(x), one(x))), '1 / √(x² − 1)'),
  Atanh: sloped((x) => unary('Reciprocal', sub(one(x), square(x))), '1 / (1 − x²)'),
  Erf: sloped((x) => times(2 / Math.sqrt(Math.PI), unary('Exp', neg(square(x)))), '2/√π · exp(−x²)'),
};

/** Ops that are constant wherever they have a derivative. */
export const flat: Readonly<Record<string, string>> = {
  Floor: 'whole x',
  Ceil: 'whole x',
  Round: 'x + ½ whole',
  Rint: 'x + ½ whole',
  Sign: 'x = 0',
  FloorDiv: 'whole a/b',
  OneHot: '',
  StopGradient: 'by intention',
};
