import { z } from 'zod';
import type { Problem } from '../engine/engine.ts';
import type { Loss } from '../math/loss.ts';
import { logSpaced } from '../math/growth.ts';
import { layerOutputs } from '../math/network.ts';
import { norm } from '../math/vector.ts';
import type { Direction } from './directions.ts';

/** What the examples are ordered by before they are grouped, ascending. */
export const exampleOrders = ['norm', 'margin', 'loss'] as const;
export type ExampleOrder = (typeof exampleOrders)[number];

const groupCount = 20;

/** Distances at which shares are taken. */
const pointsPerDecade = 5;

const orderSchema = z.strictObject({
  order: z.enum(exampleOrders),
  /** Median norm, margin or loss of each group, ascending. */
  medians: z.array(z.number()),
  /** `[group][distance]`: part of Σ|f_i| over the examples i of the group, f_i the symmetrised rise of one. */
  share: z.array(z.array(z.number())),
});

export const exampleSharesSchema = z.strictObject({
  direction: z.string(),
  t: z.array(z.number()),
  orders: z.array(orderSchema),
});

export type ExampleShares = z.output<typeof exampleSharesSchema>;

/** What examples can be ordered by: one number for each. */
export type ExampleKeys = Readonly<Partial<Record<ExampleOrder, ArrayLike<number>>>>;

/** Numbers of which stretches can be had, in memory or not. */
interface Stretches {
  readonly length: number;
  subarray(begin: number, end: number): ArrayLike<number>;
}

/** Euclidean norms of the rows of x [n, …]. */
export function rowNorms(x: Stretches, n: number): Float64Array {
  const d = x.length / n;
  return Float64Array.from({ length: n }, (_, i) => norm(Float64Array.from(x.subarray(i * d, (i + 1) * d))));
}

/** Output of the right class above the largest of the others; negative where the example is misclassified. */
export function marginsOf(outputs: Float64Array, labels: ArrayLike<number>): Float64Array {
  const classes = outputs.length / labels.length;
  return Float64Array.from(labels, (right, i) => {
    const row = outputs.subarray(i * classes, (i + 1) * classes);
    return row[right] - Math.max(...row.filter((_output, k) => k !== right));
  });
}

/** What is known of single examples besides their losses. */
export interface Outputs {
  /** [samples, classes], row-major, at the point. */
  readonly values: Float64Array;
  readonly classes: number;
  /** Above it a single output stands for class 1: 0, unless it is a probability. */
  readonly threshold?: number;
  /** [samples]; absent for targets that are no classes. */
  readonly labels?: Int32Array;
  /** Euclidean norm of each sample's input. */
  readonly norms?: Float64Array;
}

/** What examples are ordered by: their norm and margin where these are known, else their loss at the point. */
export function keysOf(losses: Float64Array, outputs: Outputs | undefined): ExampleKeys {
  const margin =
    outputs?.labels && outputs.classes > 1 ? { margin: marginsOf(outputs.values, outputs.labels) } : {};
  const keys = { ...(outputs?.norms && { norm: outputs.norms }), ...margin };
  return Object.keys(keys).length > 0 ? keys : { loss: losses };
}

/** Outputs of a problem's network, whose targets are rows of classes. */
export function problemOutputs(
  { model, n, x, targets }: Problem,
  point: Float64Array,
): Required<Omit<Outputs, 'threshold'>> {
  const samples = { n, x: Float64Array.from(x), targets: Float64Array.from(targets) };
  const values = layerOutputs(model, samples, point).at(-1)!;
  const classes = values.length / n;
  const labels = Int32Array.from({ length: n }, (_, i) =>
    targets.subarray(i * classes, (i + 1) * classes).indexOf(1),
  );
  return { values, classes, labels, norms: rowNorms(x, n) };
}

/** Norms and margins of a problem's examples. */
export const problemKeys = (problem: Problem, point: Float64Array): ExampleKeys =>
  keysOf(new Float64Array(), problemOutputs(problem, point));

/** Groups of indices of equal size, from the smallest to the largest value. */
function quantileGroups(values: ArrayLike<number>): number[][] {
  const order = Array.from(values, (_, i) => i).sort((a, b) => values[a] - values[b]);
  const border = (group: number) => Math.round((group * order.length) / groupCount);
  return Array.from({ length: groupCount }, (_, group) => order.slice(border(group), border(group + 1)));
}

/** |f_i(t)| of each example i at each t > 0: `[t][i]`. */
function exampleRises(
  loss: Loss,
  centre: Float64Array,
  vector: Float64Array,
  t: readonly number[],
): Float64Array[] {
  const { samples: n } = loss;
  const losses = loss.examples(centre, vector, [0, ...t.flatMap((distance) => [-distance, distance])]);
  const at = (k: number) => losses.subarray(k * n, (k + 1) * n);
  return t.map((_, k) => {
    const [backward, forward] = [at(1 + 2 * k), at(2 + 2 * k)];
    return at(0).map((centre, i) => Math.abs(0.5 * (forward[i] - centre + (backward[i] - centre))));
  });
}

/** Which examples the rise of the loss along a direction consists of, by each of their orders. */
export function exampleShares(
  loss: Loss,
  keys: ExampleKeys,
  centre: Float64Array,
  { name, vector }: Pick<Direction, 'name' | 'vector'>,
  { from, to }: { readonly from: number; readonly to: number },
): ExampleShares {
  const t = logSpaced(from, to, pointsPerDecade);
  const rises = exampleRises(loss, centre, vector, t);
  const totals = rises.map((rise) => rise.reduce((sum, value) => sum + value, 0));
  return {
    direction: name,
    t,
    orders: exampleOrders.flatMap((order) => {
      const values = keys[order];
      if (!values) return [];
      const groups = quantileGroups(values).filter((group) => group.length > 0);
      return [
        {
          order,
          medians: groups.map((group) => values[group[Math.floor(group.length / 2)]]),
          share: groups.map((group) =>
            rises.map((rise, k) => group.reduce((sum, i) => sum + rise[i], 0) / totals[k]),
          ),
        },
      ];
    }),
  };
}
