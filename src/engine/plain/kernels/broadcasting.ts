import { sizeOf } from '../../graph/value.ts';
import { stridesOf } from './kernel.ts';

/**
 * How an elementwise op walks through two inputs: row after row of its result, in each of which an input either goes on
 * by one or stands still.
 */
export interface Walk {
  readonly rows: number;
  readonly columns: number;
  /** Where a row starts in each input: a multiple of the row's number, or listed. */
  readonly rowA: number;
  readonly rowB: number;
  readonly startsA: Int32Array | undefined;
  readonly startsB: Int32Array | undefined;
  readonly stepA: number;
  readonly stepB: number;
}

/** Axes of one result, with the step that each takes in the inputs; neighbours that go on alike are one. */
function mergedAxes(shapes: readonly (readonly number[])[], result: readonly number[]) {
  const strides = shapes.map((shape) => {
    const own = stridesOf(shape);
    const lead = result.length - shape.length;
    return result.map((_, axis) => (axis < lead || shape[axis - lead] === 1 ? 0 : own[axis - lead]));
  });
  const axes: { size: number; steps: number[] }[] = [];
  result.forEach((size, axis) => {
    if (size === 1) return;
    const steps = strides.map((one) => one[axis]);
    const before = axes.at(-1);
    if (before && steps.every((step, k) => before.steps[k] === step * size)) {
      before.size *= size;
      before.steps = steps;
    } else axes.push({ size, steps });
  });
  return axes;
}

/** Where each combination of indices of some axes starts, by one of the steps. */
function starts(axes: readonly { readonly size: number; readonly steps: readonly number[] }[], k: number) {
  let list = Int32Array.of(0);
  for (const { size, steps } of axes) {
    const next = new Int32Array(list.length * size);
    for (let i = 0; i < list.length; i++)
      for (let j = 0; j < size; j++) next[i * size + j] = list[i] + j * steps[k];
    list = next;
  }
  return list;
}

/** The walk of an elementwise op through inputs of two shapes. */
export function walkOf(a: readonly number[], b: readonly number[], result: readonly number[]): Walk {
  const axes = mergedAxes([a, b], result);
  const last = axes.pop() ?? { size: 1, steps: [0, 0] };
  const { size: columns, steps } = last;
  const rows = sizeOf(axes.map(({ size }) => size));
  const [stepA, stepB] = steps;
  if (axes.length < 2) {
    const [rowA, rowB] = axes[0]?.steps ?? [0, 0];
    return { rows, columns, rowA, rowB, startsA: undefined, startsB: undefined, stepA, stepB };
  }
  return {
    rows,
    columns,
    rowA: 0,
    rowB: 0,
    startsA: starts(axes, 0),
    startsB: starts(axes, 1),
    stepA,
    stepB,
  };
}
