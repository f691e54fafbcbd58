import {
  add,
  binary,
  broadcastShape,
  broadcastTo,
  cast,
  compared,
  like,
  mul,
  other,
  scalar,
  select,
  sub,
  times,
  unary,
} from '../build.ts';
import { attribute, type Value } from '../value.ts';
import { recorded, typeOf, type OfTfjs, type TableOfTfjs } from './kernel.ts';

/** Kernels that TensorFlow has under the same name. */
const sameName = [
  ...['Abs', 'Acos', 'Acosh', 'Asin', 'Asinh', 'Atan', 'Atanh', 'Ceil', 'Cos', 'Cosh', 'Elu', 'Erf', 'Exp'],
  ...['Expm1', 'Floor', 'Log', 'Log1p', 'Neg', 'Reciprocal', 'Relu', 'Relu6', 'Round', 'Rsqrt', 'Selu'],
  ...['Sigmoid', 'Sign', 'Sin', 'Sinh', 'Softplus', 'Sqrt', 'Square', 'Tan', 'Tanh'],
];

const binaryNames: Readonly<Record<string, string>> = {
  Add: 'Add',
  Sub: 'Sub',
  Multiply: 'Mul',
  RealDiv: 'RealDiv',
  FloorDiv: 'FloorDiv',
  Mod: 'FloorMod',
  Pow: 'Pow',
  Maximum: 'Maximum',
  Minimum: 'Minimum',
  SquaredDifference: 'SquaredDifference',
  Atan2: 'Atan2',
};

const comparisons = ['Greater', 'GreaterEqual', 'Less', 'LessEqual', 'Equal'] as const;

const two =
  (op: string): OfTfjs =>
  ({ inputs: { a, b } }) =>
    recorded(op, [a, b], { T: attribute.type(a.type) }, broadcastShape(a.shape, b.shape));

const condition = (op: string, inputs: readonly Value[], shape: readonly number[], typed = false) =>
  other(op, inputs, typed ? { T: attribute.type(inputs[0].type) } : {}, shape, 'bool');

const ofTwo =
  (op: string, typed = false): OfTfjs =>
  ({ inputs: { a, b } }) =>
    condition(op, [a, b], broadcastShape(a.shape, b.shape), typed);

export const leaky = (x: Value, alpha: number) =>
  other('LeakyRelu', [x], { alpha: attribute.float(alpha), T: attribute.type(x.type) }, x.shape);

export const prelu = (x: Value, alpha: Value) =>
  add(unary('Relu', x), times(0.5, mul(alpha, sub(x, unary('Abs', x)))));

/** Elementwise kernels. */
export const elementwise: TableOfTfjs = {
  ...Object.fromEntries(sameName.map((op): [string, OfTfjs] => [op, ({ inputs: { x } }) => unary(op, x)])),
  ...Object.fromEntries(Object.entries(binaryNames).map(([kernel, op]) => [kernel, two(op)])),
  ...Object.fromEntries(
    comparisons.map((op): [string, OfTfjs] => [op, ({ inputs: { a, b } }) => compared(op, a, b)]),
  ),
  NotEqual: ofTwo('NotEqual', true),
  LogicalAnd: ofTwo('LogicalAnd'),
  LogicalOr: ofTwo('LogicalOr'),
  LogicalXor: ofTwo('NotEqual', true),
  LogicalNot: ({ inputs: { x } }) => condition('LogicalNot', [x], x.shape),
  IsNan: ({ inputs: { x } }) => condition('IsNan', [x], x.shape, true),
  IsInf: ({ inputs: { x } }) => condition('IsInf', [x], x.shape, true),
  IsFinite: ({ inputs: { x } }) => condition('IsFinite', [x], x.shape, true),
  AddN: ({ list }) => list.reduce(add),
  ClipByValue: ({ inputs: { x }, settings: { clipValueMin, clipValueMax } }) =>
    binary('Maximum', binary('Minimum', x, like(x, clipValueMax as number)), like(x, clipValueMin as number)),
  LeakyRelu: ({ inputs: { x }, settings: { alpha } }) => leaky(x, alpha as number),
  Prelu: ({ inputs: { x, alpha } }) => prelu(x, alpha),
  EluGrad: ({ inputs: { dy, y } }) =>
    mul(dy, select(compared('Less', y, like(y, 0)), add(y, like(y, 1)), like(y, 1))),
  Step: ({ inputs: { x }, settings: { alpha } }) => {
    const steps = select(compared('Greater', x, like(x, 0)), like(x, 1), like(x, alpha as number));
    return select(condition('IsNan', [x], x.shape, true), unary('StopGradient', x), steps);
  },
  Select: ({ inputs: { condition: holds, t, e } }) =>
    recorded('Select', [holds, t, e], { T: attribute.type(t.type) }, t.shape, t.type),
  Cast: ({ inputs: { x }, settings: { dtype }, numberType }) => cast(x, typeOf(dtype, numberType)),
  Identity: ({ inputs: { x } }) => x,
  ZerosLike: ({ inputs: { x } }) => broadcastTo(scalar(x.type as 'float64', 0), x.shape),
  OnesLike: ({ inputs: { x } }) => broadcastTo(scalar(x.type as 'float64', 1), x.shape),
};
