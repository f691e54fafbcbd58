import { z } from 'zod';
import { imageSources } from '../../data/image-source.ts';
import { activationNames } from '../../math/activations.ts';
import { lossNames } from '../../math/output-losses.ts';
import { median, ofAll, tInterval } from '../../math/statistics.ts';
import { defineExperiment, type Artifact, type Need, type Variant } from '../../claims/experiment.ts';
import { tanh4 } from '../growth/settings.ts';
import {
  growthOutput,
  growthParameters,
  measureNetworkGrowth,
  type GrowthOutput,
  type GrowthParameters,
} from '../../measure/network-growth.ts';

const some = <T extends z.ZodType>(value: T) => z.array(value).min(1);

/** A grid: every combination of its lists is trained and sliced, for every seed. */
export const sweepSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'a name has small letters, digits and hyphens'),
  dataset: some(z.enum(imageSources)),
  samples: some(z.int().positive()),
  width: some(z.int().positive()),
  depth: some(z.int().nonnegative()),
  activation: some(z.enum(activationNames)),
  loss: some(z.enum(lossNames)),
  learningRate: some(z.number().positive()),
  /** Seeds 0 to N − 1. */
  seeds: z.int().positive(),
  maxSteps: z.int().positive(),
  targetLoss: z.number().positive(),
});

export type Sweep = z.output<typeof sweepSchema>;

const cellSchema = z.strictObject({
  dataset: z.enum(imageSources),
  samples: z.int(),
  width: z.int(),
  depth: z.int(),
  activation: z.enum(activationNames),
  loss: z.enum(lossNames),
  learningRate: z.number(),
});

type Cell = z.output<typeof cellSchema>;

const axes = ['dataset', 'samples', 'width', 'depth', 'activation', 'loss', 'learningRate'] as const;

/** All combinations, the last axis fastest. */
export function cellsOf(sweep: Sweep): Cell[] {
  return axes.reduce<Partial<Cell>[]>(
    (cells, axis) => cells.flatMap((cell) => sweep[axis].map((value) => ({ ...cell, [axis]: value }))),
    [{}],
  ) as Cell[];
}

/** Of digits, letters and hyphens, since it becomes part of file names. */
const cellName = ({ name }: Sweep, cell: Cell) =>
  [
    name,
    cell.dataset,
    `n${cell.samples}`,
    `w${cell.width}`,
    `d${cell.depth}`,
    cell.activation,
    cell.loss,
    `lr${cell.learningRate}`,
  ].join('-');

function cellParameters({ maxSteps, targetLoss }: Sweep, cell: Cell): GrowthParameters {
  return {
    ...tanh4,
    hidden: Array.from({ length: cell.depth }, () => cell.width),
    activation: cell.activation,
    loss: cell.loss,
    images: { ...tanh4.images, source: cell.dataset, samples: cell.samples },
    training: { ...tanh4.training, learningRate: cell.learningRate, maxSteps, targetLoss },
    randomDirections: 1,
    slice: { ...tanh4.slice, pointsPerDecade: 20 },
  };
}

/** One network of a sweep: trained and sliced as in N1. A sweep file gives the variants; without one there are none. */
export const sweepCell = defineExperiment({
  id: 'sweep',
  version: 1,
  title: 'Growth of the loss over a grid of networks',
  parameters: growthParameters,
  output: growthOutput,
  variants: () => ({}),
  run: measureNetworkGrowth,
  judges: {},
});

const statistic = z
  .strictObject({
    value: z.number(),
    interval: z.tuple([z.number(), z.number()]).nullable(),
  })
  .nullable();

const sweepRow = z.strictObject({
  variant: z.string(),
  cell: cellSchema,
  seeds: z.int(),
  /** Runs that reached the target loss. */
  reached: z.int(),
  sharpness: statistic,
  quadraticRadius: statistic,
  exponent: statistic,
  exponentAt3: statistic,
  decreasingShare: statistic,
});

export const sweepSummaryOutput = z.strictObject({ sweep: sweepSchema, rows: z.array(sweepRow) });

type Summarised = { readonly variant: string; readonly runs: readonly GrowthOutput[] };

/** Mean over seeds of each run's median over its top eigenvectors; null where a run has none. */
function over(runs: readonly GrowthOutput[], of: (growth: GrowthOutput['growth'][number]) => number | null) {
  const values = runs.map(({ growth }) =>
    ofAll(median, growth.filter(({ kind }) => kind === 'top eigenvector').map(of)),
  );
  if (values.length === 0 || values.includes(null)) return null;
  if (values.length === 1) return { value: values[0]!, interval: null };
  const { value, interval } = tInterval(values as number[]);
  return { value, interval: [interval[0], interval[1]] as [number, number] };
}

function summarise(cell: Cell, { variant, runs }: Summarised): z.output<typeof sweepRow> {
  return {
    variant,
    cell,
    seeds: runs.length,
    reached: runs.filter(({ training }) => training.status === 'reached').length,
    sharpness: over(runs, ({ curvature }) => curvature),
    quadraticRadius: over(runs, ({ quadraticRadius }) => quadraticRadius),
    exponent: over(runs, ({ exponent }) => exponent),
    exponentAt3: over(runs, ({ exponentAt3 }) => exponentAt3),
    decreasingShare: over(runs, ({ decreasingShare }) => decreasingShare),
  };
}

/** The table of a sweep, from all of its networks. */
export const sweepSummary = defineExperiment({
  id: 'sweep-summary',
  version: 1,
  title: 'Summary of a sweep',
  parameters: sweepSchema,
  output: sweepSummaryOutput,
  variants: () => ({}),
  run: ({ parameters, inputs }) => {
    const artifacts = inputs as readonly Artifact<GrowthOutput>[];
    const rows = cellsOf(parameters).map((cell) => {
      const variant = cellName(parameters, cell);
      const runs = artifacts.filter((one) => one.variant === variant).map(({ output }) => output);
      return summarise(cell, { variant, runs });
    });
    return Promise.resolve({
      status: 'complete',
      output: { sweep: parameters, rows },
      tensors: {},
      datasets: [],
    });
  },
  judges: {},
});

/** The two experiments of a sweep with the tasks of one file. */
export function withSweep(sweep: Sweep): {
  readonly cell: typeof sweepCell;
  readonly summary: typeof sweepSummary;
} {
  const seeds = Array.from({ length: sweep.seeds }, (_, seed) => seed);
  const variants = Object.fromEntries(
    cellsOf(sweep).map((cell): [string, Variant<GrowthParameters>] => [
      cellName(sweep, cell),
      { parameters: cellParameters(sweep, cell), seeds },
    ]),
  );
  const needs = Object.keys(variants).flatMap((variant) =>
    seeds.map((seed): Need => ({ experiment: sweepCell.id, variant, seed })),
  );
  return {
    cell: { ...sweepCell, variants: () => variants },
    summary: {
      ...sweepSummary,
      variants: () => ({ [sweep.name]: { parameters: sweep, seeds: [0] } }),
      needs: () => needs,
    },
  };
}
