import erf from '@stdlib/math-base-special-erf';
import { sigmoid, softplus } from '../../../math/activations.ts';
import { isFloat, sizeOf, type Node } from '../../graph/value.ts';
import { allocated, type PlainNumbers } from '../numbers.ts';
import { walkOf, type Walk } from './broadcasting.ts';
import type { Kernel, Kernels } from './kernel.ts';

/** To the nearest whole number, halves to the even one. */
function toEven(x: number): number {
  const rounded = Math.round(x);
  return rounded - x === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}

function floorMod(a: number, b: number): number {
  const rest = a % b;
  return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest;
}

const [seluScale, seluAlpha] = [1.0507009873554805, 1.6732632423543772];

/** Ops on one number. */
const unary: Readonly<Record<string, (x: number) => number>> = {
  Abs: Math.abs,
  Acos: Math.acos,
  Acosh: Math.acosh,
  Asin: Math.asin,
  Asinh: Math.asinh,
  Atan: Math.atan,
  Atanh: Math.atanh,
  Ceil: Math.ceil,
  Cos: Math.cos,
  Cosh: Math.cosh,
  Elu: (x) => (x < 0 ? Math.expm1(x) : x),
  Erf: erf,
  Expm1: Math.expm1,
  Floor: Math.floor,
  IsFinite: (x) => Number(Number.isFinite(x)),
  IsInf: (x) => Number(Math.abs(x) === Infinity),
  IsNan: (x) => Number(Number.isNaN(x)),
  Log: Math.log,
  Log1p: Math.log1p,
  LogicalNot: (x) => Number(x === 0),
  Reciprocal: (x) => 1 / x,
  Relu6: (x) => Math.min(Math.max(x, 0), 6),
  Rint: toEven,
  Round: toEven,
  Rsqrt: (x) => 1 / Math.sqrt(x),
  Selu: (x) => seluScale * (x < 0 ? seluAlpha * Math.expm1(x) : x),
  Sign: Math.sign,
  Sin: Math.sin,
  Sinh: Math.sinh,
  Softplus: softplus,
  Sqrt: Math.sqrt,
  Tan: Math.tan,
  Tanh: Math.tanh,
};

/** Ops on two numbers. */
const binary: Readonly<Record<string, (a: number, b: number) => number>> = {
  AddV2: (a, b) => a + b,
  Sub: (a, b) => a - b,
  Mul: (a, b) => a * b,
  RealDiv: (a, b) => a / b,
  Atan2: Math.atan2,
  BitwiseAnd: (a, b) => a & b,
  Equal: (a, b) => Number(a === b),
  FloorDiv: (a, b) => Math.floor(a / b),
  FloorMod: floorMod,
  Greater: (a, b) => Number(a > b),
  GreaterEqual: (a, b) => Number(a >= b),
  Less: (a, b) => Number(a < b),
  LessEqual: (a, b) => Number(a <= b),
  LogicalAnd: (a, b) => a & b,
  LogicalOr: (a, b) => a | b,
  Maximum: Math.max,
  Minimum: Math.min,
  NotEqual: (a, b) => Number(a !== b),
  Pow: (a, b) => a ** b,
  Relu6Grad: (g, x) => (x > 0 && x < 6 ? g : 0),
};

type OneLoop = (x: PlainNumbers, y: PlainNumbers) => void;
type TwoLoop = (a: PlainNumbers, b: PlainNumbers, y: PlainNumbers, walk: Walk) => void;

/** Loops of their own for what networks are made of: a call for each number would take most of the time. */
const oneLoops: Readonly<Record<string, OneLoop>> = {
  Neg(x, y) {
    for (let i = 0; i < y.length; i++) y[i] = -x[i];
  },
  Square(x, y) {
    for (let i = 0; i < y.length; i++) y[i] = x[i] * x[i];
  },
  Exp(x, y) {
    for (let i = 0; i < y.length; i++) y[i] = Math.exp(x[i]);
  },
  Sigmoid(x, y) {
    for (let i = 0; i < y.length; i++) y[i] = sigmoid(x[i]);
  },
  Relu(x, y) {
    for (let i = 0; i < y.length; i++) y[i] = x[i] < 0 ? 0 : x[i];
  },
};

/* The loops are alike but for one expression: with a function for it, each number would cost a call. */
const twoLoops: Readonly<Record<string, TwoLoop>> = {
  AddV2(a, b, y, { rows, columns, rowA, rowB, startsA, startsB, stepA, stepB }) {
    for (let r = 0, o = 0; r < rows; r++) {
      let i = startsA ? startsA[r] : r * rowA;
      let j = startsB ? startsB[r] : r * rowB;
      for (const end = o + columns; o < end; o++, i += stepA, j += stepB) y[o] = a[i] + b[j];
    }
  },
  Sub(a, b, y, { rows, columns, rowA, rowB, startsA, startsB, stepA, stepB }) {
    for (let r = 0, o = 0; r < rows; r++) {
      let i = startsA ? startsA[r] : r * rowA;
      let j = startsB ? startsB[r] : r * rowB;
      for (const end = o + columns; o < end; o++, i += stepA, j += stepB) y[o] = a[i] - b[j];
    }
  },
  Mul(a, b, y, { rows, columns, rowA, rowB, startsA, startsB, stepA, stepB }) {
    for (let r = 0, o = 0; r < rows; r++) {
      let i = startsA ? startsA[r] : r * rowA;
      let j = startsB ? startsB[r] : r * rowB;
      for (const end = o + columns; o < end; o++, i += stepA, j += stepB) y[o] = a[i] * b[j];
    }
  },
  RealDiv(a, b, y, { rows, columns, rowA, rowB, startsA, startsB, stepA, stepB }) {
    for (let r = 0, o = 0; r < rows; r++) {
      let i = startsA ? startsA[r] : r * rowA;
      let j = startsB ? startsB[r] : r * rowB;
      for (const end = o + columns; o < end; o++, i += stepA, j += stepB) y[o] = a[i] / b[j];
    }
  },
  ReluGrad(a, b, y, { rows, columns, rowA, rowB, startsA, startsB, stepA, stepB }) {
    for (let r = 0, o = 0; r < rows; r++) {
      let i = startsA ? startsA[r] : r * rowA;
      let j = startsB ? startsB[r] : r * rowB;
      for (const end = o + columns; o < end; o++, i += stepA, j += stepB) y[o] = b[j] > 0 ? a[i] : 0;
    }
  },
  SigmoidGrad(a, b, y, { rows, columns, rowA, rowB, startsA, startsB, stepA, stepB }) {
    for (let r = 0, o = 0; r < rows; r++) {
      let i = startsA ? startsA[r] : r * rowA;
      let j = startsB ? startsB[r] : r * rowB;
      for (const end = o + columns; o < end; o++, i += stepA, j += stepB) y[o] = b[j] * a[i] * (1 - a[i]);
    }
  },
  TanhGrad(a, b, y, { rows, columns, rowA, rowB, startsA, startsB, stepA, stepB }) {
    for (let r = 0, o = 0; r < rows; r++) {
      let i = startsA ? startsA[r] : r * rowA;
      let j = startsB ? startsB[r] : r * rowB;
      for (const end = o + columns; o < end; o++, i += stepA, j += stepB) y[o] = b[j] * (1 - a[i] * a[i]);
    }
  },
};

const anyOne =
  (f: (x: number) => number): OneLoop =>
  (x, y) => {
    for (let i = 0; i < y.length; i++) y[i] = f(x[i]);
  };

const anyTwo =
  (f: (a: number, b: number) => number): TwoLoop =>
  (a, b, y, { rows, columns, rowA, rowB, startsA, startsB, stepA, stepB }) => {
    for (let r = 0, o = 0; r < rows; r++) {
      let i = startsA ? startsA[r] : r * rowA;
      let j = startsB ? startsB[r] : r * rowB;
      for (const end = o + columns; o < end; o++, i += stepA, j += stepB) y[o] = f(a[i], b[j]);
    }
  };

const one =
  (loop: OneLoop): Kernel =>
  () =>
  ([x], [y]) =>
    loop(x, y);

/** With broadcasting; whole numbers have a loop that has not seen others, which would make both slower. */
const two =
  (floats: TwoLoop, others = floats): Kernel =>
  ({ inputs: [a, b], outputs: [y] }) => {
    const walk = walkOf(a.shape, b.shape, y.shape);
    const loop = isFloat(a) ? floats : others;
    return ([p, q], [out]) => loop(p, q, out, walk);
  };

const alphaOf = ({ attributes: { alpha } }: Node) => alpha.value as number;

const spread = anyTwo((a) => a);

/** a where the condition holds, else b; what is smaller than the result is spread out first. */
const select: Kernel = ({ inputs, outputs: [y] }) => {
  const walks = inputs.map(({ shape }) =>
    sizeOf(shape) === sizeOf(y.shape) ? undefined : walkOf(shape, y.shape, y.shape),
  );
  const full = (x: PlainNumbers, i: number): PlainNumbers => {
    const walk = walks[i];
    if (!walk) return x;
    const all = allocated({ type: inputs[i].type, shape: y.shape });
    spread(x, all, all, walk);
    return all;
  };
  return (given, [out]) => {
    const [c, p, q] = given.map(full);
    for (let i = 0; i < out.length; i++) out[i] = c[i] ? p[i] : q[i];
  };
};

/** Elementwise ops; their result may be written over an input of the same size. */
export const elementwise: Kernels = {
  ...Object.fromEntries(Object.entries(unary).map(([op, f]) => [op, one(anyOne(f))])),
  ...Object.fromEntries(Object.entries(oneLoops).map(([op, loop]) => [op, one(loop)])),
  ...Object.fromEntries(
    Object.entries(binary).map(([op, f]) => [op, two(twoLoops[op] ?? anyTwo(f), anyTwo(f))]),
  ),
  ReluGrad: two(twoLoops.ReluGrad),
  SigmoidGrad: two(twoLoops.SigmoidGrad),
  TanhGrad: two(twoLoops.TanhGrad),
  BiasAdd: two(twoLoops.AddV2),
  LeakyRelu: (node) => {
    const alpha = alphaOf(node);
    return one(anyOne((x) => (x > 0 ? x : alpha * x)))(node);
  },
  LeakyReluGrad: (node) => {
    const alpha = alphaOf(node);
    return two(anyTwo((g, x) => (x > 0 ? g : alpha * g)))(node);
  },
  SelectV2: select,
  Cast: ({ outputs: [{ type }] }) =>
    one(anyOne(type === 'bool' ? (x) => Number(x !== 0) : type === 'int32' ? Math.trunc : (x) => x))(
      {} as Node,
    ),
};
