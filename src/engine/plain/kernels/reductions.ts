import { axesOf } from '../../graph/rules/reductions.ts';
import { axisOf, knownNumbers, sizeOf, type Node } from '../../graph/value.ts';
import { kindOf, type PlainNumbers } from '../numbers.ts';
import type { Kernel, Kernels, Run } from './kernel.ts';

/** [outer, size, inner] of neighbouring axes that go; one after the other takes any set of axes. */
interface Stretch {
  readonly outer: number;
  readonly size: number;
  readonly inner: number;
}

type Reduce = (x: PlainNumbers, y: PlainNumbers, stretch: Stretch) => void;

/** The stretches of axes that a reduction takes away, the last ones first. */
function stretchesOf(shape: readonly number[], axes: readonly number[]): Stretch[] {
  const left = [...shape];
  const stretches: Stretch[] = [];
  for (let end = shape.length; end > 0; end--) {
    if (!axes.includes(end - 1)) continue;
    let first = end - 1;
    while (first > 0 && axes.includes(first - 1)) first--;
    stretches.push({
      outer: sizeOf(left.slice(0, first)),
      size: sizeOf(left.slice(first, end)),
      inner: sizeOf(left.slice(end)),
    });
    left.fill(1, first, end);
    end = first + 1;
  }
  return stretches;
}

/** In four running sums where numbers follow each other, which is faster and rounds less than one. */
const total: Reduce = (x, y, { outer, size, inner }) => {
  if (inner === 1) {
    for (let k = 0; k < outer; k++) {
      let [a, b, c, d] = [0, 0, 0, 0];
      let i = k * size;
      const end = i + size;
      for (; i + 4 <= end; i += 4) {
        a += x[i];
        b += x[i + 1];
        c += x[i + 2];
        d += x[i + 3];
      }
      for (; i < end; i++) a += x[i];
      y[k] = a + b + (c + d);
    }
    return;
  }
  y.fill(0);
  for (let k = 0, i = 0; k < outer; k++) {
    const to = k * inner;
    for (let j = 0; j < size; j++) for (let o = to; o < to + inner; o++, i++) y[o] += x[i];
  }
};

const folded =
  (f: (a: number, b: number) => number): Reduce =>
  (x, y, { outer, size, inner }) => {
    for (let k = 0, i = 0; k < outer; k++)
      for (let j = 0; j < size; j++)
        for (let o = k * inner; o < (k + 1) * inner; o++, i++) y[o] = j === 0 ? x[i] : f(y[o], x[i]);
  };

/** Stretch by stretch. */
function through(stretches: readonly Stretch[], reduce: Reduce, kind: ReturnType<typeof kindOf>): Run {
  return ([x], [y]) => {
    if (stretches.length === 0) y.set(x);
    let state = x;
    stretches.forEach((stretch, i) => {
      const to = i === stretches.length - 1 ? y : new kind(stretch.outer * stretch.inner);
      reduce(state, to, stretch);
      state = to;
    });
  };
}

const reduction =
  (reduce: Reduce): Kernel =>
  (one) =>
    through(stretchesOf(one.inputs[0].shape, axesOf(one)), reduce, kindOf(one.inputs[0].type));

/** The place of the entry that comes first by an order. */
const place =
  (before: (a: number, b: number) => boolean): Kernel =>
  (one) => {
    const [{ shape }] = one.inputs;
    const axis = axisOf(knownNumbers(one, 1)[0], shape);
    const [outer, size, inner] = [sizeOf(shape.slice(0, axis)), shape[axis], sizeOf(shape.slice(axis + 1))];
    return ([x], [y]) => {
      for (let k = 0; k < outer; k++)
        for (let i = 0; i < inner; i++) {
          const start = k * size * inner + i;
          let best = 0;
          for (let j = 1; j < size; j++) if (before(x[start + j * inner], x[start + best * inner])) best = j;
          y[k * inner + i] = best;
        }
    };
  };

/** Rows along the last axis, each less its maximum: of exponentials, or of logarithms of their shares. */
const softmax =
  (logarithm: boolean): Kernel =>
  ({ outputs: [{ shape }] }: Node) => {
    const width = shape.at(-1) ?? 1;
    return ([x], [y]) => {
      for (let start = 0; start < y.length; start += width) {
        const end = start + width;
        let greatest = -Infinity;
        for (let i = start; i < end; i++) greatest = Math.max(greatest, x[i]);
        let sum = 0;
        for (let i = start; i < end; i++) {
          const shifted = x[i] - greatest;
          const power = Math.exp(shifted);
          sum += power;
          y[i] = logarithm ? shifted : power;
        }
        const log = Math.log(sum);
        if (logarithm) for (let i = start; i < end; i++) y[i] -= log;
        else for (let i = start; i < end; i++) y[i] /= sum;
      }
    };
  };

/** Reductions and what normalises by them. */
export const reductions: Kernels = {
  Sum: reduction(total),
  BiasAddGrad: ({ inputs: [{ type, shape }] }) =>
    through(
      stretchesOf(
        shape,
        Array.from({ length: shape.length - 1 }, (_, axis) => axis),
      ),
      total,
      kindOf(type),
    ),
  Max: reduction(folded(Math.max)),
  Min: reduction(folded(Math.min)),
  Prod: reduction(folded((a, b) => a * b)),
  All: reduction(folded((a, b) => a & b)),
  Any: reduction(folded((a, b) => a | b)),
  ArgMax: place((a, b) => a > b),
  ArgMin: place((a, b) => a < b),
  Softmax: softmax(false),
  LogSoftmax: softmax(true),
};
