import { z } from 'zod';
import type { Problem } from '../engine/engine.ts';
import type { Loss } from '../math/loss.ts';
import { logSpaced } from '../math/growth.ts';
import { layerOutputs } from '../math/network.ts';
import { norm } from '../math/vector.ts';
import type { Direction } from './directions.ts';

/** What the examples are ordered by before they are grouped, ascending. */
export const exampleOrders = ['norm', 'margin'] as const;
export type ExampleOrder = (typeof exampleOrders)[number];

const groupCount = 20;

/** Distances at which shares are taken. */
const pointsPerDecade = 5;

const orderSchema = z.strictObject({
  order: z.enum(exampleOrders),
  /** Median norm or margin of each group, ascending. */
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

function norms({ n, x }: Problem): number[] {
  const d = x.length / n;
  return Array.from({ length: n }, (_, i) => norm(Float64Array.from(x.subarray(i * d, (i + 1) * d))));
}

/** Output of the right class above the largest of the others; negative where the example is misclassified. */
function outputMargins({ model, n, x, targets }: Problem, centre: Float64Array): number[] {
  const samples = { n, x: Float64Array.from(x), targets: Float64Array.from(targets) };
  const outputs = layerOutputs(model, samples, centre).at(-1)!;
  const classes = outputs.length / n;
  return Array.from({ length: n }, (_, i) => {
    const row = outputs.subarray(i * classes, (i + 1) * classes);
    const right = targets.subarray(i * classes, (i + 1) * classes).indexOf(1);
    return row[right] - Math.max(...row.filter((_output, k) => k !== right));
  });
}

/** Groups of indices of equal size, from the smallest to the largest value. */
function quantileGroups(values: readonly number[]): number[][] {
  const order = values.map((_, i) => i).sort((a, b) => values[a] - values[b]);
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

/** Which examples the rise of the loss along a direction consists of, by their norm and by their margin at the centre. */
export function exampleShares(
  loss: Loss,
  problem: Problem,
  centre: Float64Array,
  { name, vector }: Pick<Direction, 'name' | 'vector'>,
  { from, to }: { readonly from: number; readonly to: number },
): ExampleShares {
  const t = logSpaced(from, to, pointsPerDecade);
  const rises = exampleRises(loss, centre, vector, t);
  const totals = rises.map((rise) => rise.reduce((sum, value) => sum + value, 0));
  const keys = { norm: norms(problem), margin: outputMargins(problem, centre) };
  return {
    direction: name,
    t,
    orders: exampleOrders.map((order) => {
      const groups = quantileGroups(keys[order]);
      return {
        order,
        medians: groups.map((group) => keys[order][group[Math.floor(group.length / 2)]]),
        share: groups.map((group) =>
          rises.map((rise, k) => group.reduce((sum, i) => sum + rise[i], 0) / totals[k]),
        ),
      };
    }),
  };
}
