import type { Call } from '../node.ts';
import { isKnown, type Held } from '../node.ts';
import type { Known } from '../tensors.ts';

/*
 * What graphs compute of shapes: with numbers that are known beforehand, since the shape of a tensor must be.
 */

const element =
  (fn: (a: number, b: number) => number, type?: Known['type']) =>
  ([a, b]: readonly Known[]): Known => {
    const longer = a.numbers.length >= b.numbers.length ? a : b;
    const at = ({ numbers }: Known, i: number) => numbers[numbers.length === 1 ? 0 : i];
    const numbers = longer.numbers.map((_, i) => fn(at(a, i), at(b, i)));
    return { type: type ?? a.type, shape: longer.shape, numbers };
  };

const one =
  (fn: (a: number) => number) =>
  ([a]: readonly Known[]): Known => ({ ...a, numbers: a.numbers.map(fn) });

const fns: Readonly<Record<string, (list: readonly Known[]) => Known>> = {
  Add: element((a, b) => a + b),
  Sub: element((a, b) => a - b),
  Mul: element((a, b) => a * b),
  Div: (list) => element((a, b) => (list[0].type === 'integer' ? Math.trunc(a / b) : a / b))(list),
  Mod: element((a, b) => ((a % b) + b) % b),
  Pow: element((a, b) => a ** b),
  Max: element(Math.max),
  Min: element(Math.min),
  Equal: element((a, b) => Number(a === b), 'boolean'),
  Greater: element((a, b) => Number(a > b), 'boolean'),
  Less: element((a, b) => Number(a < b), 'boolean'),
  Neg: one((a) => -a),
  Sqrt: one(Math.sqrt),
  Reciprocal: one((a) => 1 / a),
  Floor: one(Math.floor),
  Ceil: one(Math.ceil),
};

const fits = ([a, b]: readonly Known[]) =>
  !b || a.numbers.length === b.numbers.length || a.numbers.length === 1 || b.numbers.length === 1;

/** What the numbers of a cast are: 1 float32, 10 float16, 11 float64, 16 bfloat16, 9 bool. */
function cast(call: Call, held: Known): Known {
  const to = call.integer('to', 1);
  if (to === 9) return { ...held, type: 'boolean', numbers: held.numbers.map((x) => (x === 0 ? 0 : 1)) };
  if ([1, 10, 11, 16].includes(to)) return { ...held, type: 'float' };
  return { ...held, type: 'integer', numbers: held.numbers.map(Math.trunc) };
}

function product(call: Call, held: Known): Known {
  const total = held.numbers.reduce((sum, x) => sum * x, 1);
  const keep = call.integer('keepdims', 1) === 1;
  return { ...held, shape: keep ? held.shape.map(() => 1) : [], numbers: Float64Array.of(total) };
}

function where([condition, a, b]: readonly Known[]): Known {
  const at = ({ numbers }: Known, i: number) => numbers[numbers.length === 1 ? 0 : i];
  const longest = [condition, a, b].reduce((x, y) => (y.numbers.length > x.numbers.length ? y : x));
  return {
    type: a.type,
    shape: longest.shape,
    numbers: longest.numbers.map((_, i) => (at(condition, i) ? at(a, i) : at(b, i))),
  };
}

/** An op on known numbers; undefined where it is for tensors. */
export function onKnown(call: Call): Held | undefined {
  const list = call.held;
  if (list.length === 0 || !list.every(isKnown)) return undefined;
  const { op } = call.node;
  if (op === 'Cast') return cast(call, list[0]);
  if (op === 'Where') return where(list);
  if (op === 'ReduceProd' && list[0].shape.length < 2) return product(call, list[0]);
  const fn = Object.hasOwn(fns, op) ? fns[op] : undefined;
  return fn && list.length <= 2 && fits(list) ? fn(list) : undefined;
}
