import { z } from 'zod';
import { imageSources } from '../../data/image-source.ts';
import { activationNames } from '../../math/activations.ts';
import { lossNames } from '../../math/output-losses.ts';

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

export type Cell = z.output<typeof cellSchema>;

const axes = ['dataset', 'samples', 'width', 'depth', 'activation', 'loss', 'learningRate'] as const;

/** All combinations, the last axis fastest. */
export function cellsOf(sweep: Sweep): Cell[] {
  return axes.reduce<Partial<Cell>[]>(
    (cells, axis) => cells.flatMap((cell) => sweep[axis].map((value) => ({ ...cell, [axis]: value }))),
    [{}],
  ) as Cell[];
}

/** Of digits, letters and hyphens, since it becomes part of file names. */
export const cellName = ({ name }: Sweep, cell: Cell) =>
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

export type SweepRow = z.output<typeof sweepRow>;
export type SweepSummary = z.output<typeof sweepSummaryOutput>;
