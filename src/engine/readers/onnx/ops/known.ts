import * as tf from '@tensorflow/tfjs';
import { FileFault } from '../../trained-network.ts';
import { fitsBudget } from '../budget.ts';
import type { Call } from '../node.ts';
import { isKnown, type Held } from '../node.ts';
import type { Known } from '../tensors.ts';

/*
 * What graphs compute of shapes: with numbers that are known beforehand, since the shape of a tensor must be.
 */

/** Whether a whole number is exact in float64. */
const isExact = (value: number) => Number.isSafeInteger(value) || !Number.isFinite(value);

/** Lists that are brought together as NumPy does. */
function together(list: readonly Known[], type: Known['type'], fn: (...values: number[]) => number): Known {
  const shape = list
    .map((known) => [...known.shape])
    .reduce((x, y) => tf.broadcast_util.assertAndGetBroadcastShape(x, y));
  if (!fitsBudget(shape)) throw new FileFault(`a constant [${shape.join(', ')}] is too large`);
  const places = list.map((known) => {
    const ahead = shape.length - known.shape.length;
    let size = 1;
    const steps = shape.map(() => 0);
    for (let axis = shape.length - 1; axis >= ahead; axis--) {
      const side = known.shape[axis - ahead];
      if (side !== 1) steps[axis] = size;
      size *= side;
    }
    return (i: number) => {
      let [rest, at] = [i, 0];
      for (let axis = shape.length - 1; axis >= 0; axis--) {
        at += (rest % shape[axis]) * steps[axis];
        rest = Math.floor(rest / shape[axis]);
      }
      return at;
    };
  });
  const size = shape.reduce((product, side) => product * side, 1);
  const numbers = Float64Array.from({ length: size }, (_, i) =>
    fn(...list.map((known, k) => known.numbers[places[k](i)])),
  );
  return { type, shape, numbers };
}

const element =
  (fn: (a: number, b: number) => number, type?: Known['type']) =>
  (list: readonly Known[]): Known =>
    together(list, type ?? list[0].type, fn);

const one =
  (fn: (a: number) => number) =>
  ([a]: readonly Known[]): Known => ({ ...a, numbers: a.numbers.map(fn) });

const fns: Readonly<Record<string, (list: readonly Known[]) => Known>> = {
  Add: element((a, b) => a + b),
  Sub: element((a, b) => a - b),
  Mul: element((a, b) => a * b),
  Div: (list) => element((a, b) => (list[0].type === 'integer' ? Math.trunc(a / b) : a / b))(list),
  Pow: element((a, b) => a ** b),
  Max: element(Math.max),
  Min: element(Math.min),
  Equal: element((a, b) => Number(a === b), 'boolean'),
  Greater: element((a, b) => Number(a > b), 'boolean'),
  GreaterOrEqual: element((a, b) => Number(a >= b), 'boolean'),
  Less: element((a, b) => Number(a < b), 'boolean'),
  LessOrEqual: element((a, b) => Number(a <= b), 'boolean'),
  And: element((a, b) => a && b, 'boolean'),
  Or: element((a, b) => a || b, 'boolean'),
  Xor: element((a, b) => Number(a !== b), 'boolean'),
  Not: one((a) => 1 - a),
  Neg: one((a) => -a),
  Sqrt: one(Math.sqrt),
  Reciprocal: one((a) => 1 / a),
  Floor: one(Math.floor),
  Ceil: one(Math.ceil),
};

/** Of whole numbers that are beyond 2^53 only these know the least or the largest, which stand for an end. */
const ofEnds = new Set(['Max', 'Min']);

/** @throws FileFault where whole numbers, or what becomes of them, are not exact */
function mustBeExact(call: Call, list: readonly Known[], result: Known): void {
  const exact = (known: Known) => known.type !== 'integer' || known.numbers.every(isExact);
  if (!ofEnds.has(call.node.op) && ![...list, result].every(exact))
    call.fail('computes with whole numbers beyond 2^53, which are not exact; export it with smaller ones');
}

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

const where = ([condition, a, b]: readonly Known[]): Known =>
  together([condition, a, b], a.type, (holds, yes, no) => (holds ? yes : no));

/** The Mod of ONNX: with the sign of the divisor, or with fmod of what is divided. */
function remainder(call: Call, list: readonly Known[]): Known {
  const fmod = call.integer('fmod', 0) !== 0;
  if (!fmod && list[0].type === 'float') call.fail('divides floating-point numbers, which takes fmod=1');
  return element((a, b) => (fmod ? a % b : ((a % b) + b) % b))(list);
}

/** An op on known numbers; undefined where it is for tensors. */
export function onKnown(call: Call): Held | undefined {
  const list = call.held;
  if (list.length === 0 || !list.every(isKnown)) return undefined;
  const { op } = call.node;
  if (op === 'Cast') return cast(call, list[0]);
  if (op === 'Where' && list.length === 3) return where(list);
  if (op === 'ReduceProd' && list[0].shape.length < 2) return product(call, list[0]);
  if (op === 'Mod') return remainder(call, list);
  const fn = Object.hasOwn(fns, op) ? fns[op] : undefined;
  if (!fn || list.length > 2) return undefined;
  const result = fn(list);
  mustBeExact(call, list, result);
  return result;
}
