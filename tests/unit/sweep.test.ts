import { expect, test } from 'vitest';
import { withSweep } from '../../src/studies/sweep/experiment.ts';
import { cellsOf, sweepSchema } from '../../src/studies/sweep/schema.ts';

const sweep = sweepSchema.parse({
  name: 'two-by-three',
  dataset: ['mnist'],
  samples: [50],
  width: [4, 8],
  depth: [1, 2, 3],
  activation: ['tanh'],
  loss: ['mse'],
  learningRate: [0.1],
  seeds: 2,
  maxSteps: 10,
  targetLoss: 0.1,
});

test('a sweep holds every combination once', () => {
  const cells = cellsOf(sweep);
  expect(cells).toHaveLength(6);
  expect(new Set(cells.map((cell) => JSON.stringify(cell))).size).toBe(6);
});

test('each cell is a variant with its own layers, and the summary needs all of their seeds', () => {
  const [cell, summary] = withSweep(sweep);
  const variants = Object.values(cell.variants('full'));
  expect(variants.map(({ parameters }) => parameters.hidden)).toContainEqual([8, 8, 8]);
  expect(new Set(variants.map(({ parameters }) => JSON.stringify(parameters))).size).toBe(6);
  expect(summary.needs!('two-by-three', 0)).toHaveLength(12);
});

test('a name that would not do for a file, and an empty list, are refused', () => {
  expect(sweepSchema.safeParse({ ...sweep, name: '../up' }).success).toBe(false);
  expect(sweepSchema.safeParse({ ...sweep, width: [] }).success).toBe(false);
});
