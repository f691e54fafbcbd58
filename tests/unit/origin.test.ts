import { expect, test } from 'vitest';
import type { Artifact } from '../../src/claims/experiment.ts';
import { measureCell } from '../../src/studies/origin/cells.ts';
import {
  originModels,
  originSpreads,
  type CellRecord,
  type OriginOutput,
} from '../../src/studies/origin/schema.ts';
import { judgeOrigin } from '../../src/studies/origin/judge.ts';
import { measureOtherLoss } from '../../src/studies/origin/other-loss.ts';

const expected: Readonly<Record<string, Partial<CellRecord>>> = {
  'linear one': { scales: 1, band: 0, slope: 2 },
  'linear three': { scales: 1, band: 0, slope: 2 },
  'linear log-uniform': { scales: 1, band: 0, slope: 2 },
  'linear density': { scales: 1, band: 0, slope: 2 },
  'tanh one': { scales: 1, band: 1.3, slope: 2 },
  'tanh three': { scales: 3, band: 1.2, slope: 0.2 },
  'tanh log-uniform': { scales: 1, band: 2.5, slope: 0.3 },
  'tanh density': { scales: 1, band: 4.5, slope: 1.01 },
};

const artifacts = (change: Readonly<Record<string, Partial<CellRecord>>> = {}) =>
  [0, 1, 2].map((seed): Artifact<OriginOutput> => {
    const cells = originModels.flatMap((model) =>
      originSpreads.map((spread) => {
        const name = `${model} ${spread}`;
        return { model, spread, ...expected[name], ...change[name] } as CellRecord;
      }),
    );
    return { id: '', variant: '', seed, status: 'complete', output: { cells, otherLoss: [] } };
  });

test('only the non-convex model on spread data is multiscale: every test passes', () => {
  for (const { passes, control } of judgeOrigin(artifacts()))
    expect([passes, control.passes]).toEqual([true, true]);
});

test('scales of the linear model, and a continuum without a spread, fail the controls', () => {
  const tests = judgeOrigin(artifacts({ 'linear three': { scales: 2 }, 'tanh one': { band: 2.2 } }));
  expect(tests.map(({ control }) => control.passes)).toEqual([false, false, true]);
});

test('a single scale, a short band and a quadratic each fail their test', () => {
  const tests = judgeOrigin(
    artifacts({
      'tanh three': { scales: 1 },
      'tanh log-uniform': { band: 1.5 },
      'tanh density': { slope: 2 },
    }),
  );
  expect(tests.map(({ passes }) => passes)).toEqual([false, false, false]);
});

const size = { hidden: 16, inputs: 64, directions: 16 };

test('at data and directions drawn anew the cells come out as predicted, and only linear ones diverge above the edge', () => {
  for (const model of originModels) {
    const cells = originSpreads.map((spread) => measureCell(model, spread, size, 271828));
    expect(cells.map(({ edge }) => edge.bounded)).toEqual(cells.map(() => model === 'tanh'));
    const [one, three, logUniform, density] = cells;
    expect(one.scales).toBe(1);
    expect(one.band).toBeLessThan(2);
    expect(three.scales).toBe(model === 'tanh' ? 3 : 1);
    if (model === 'tanh') {
      expect(logUniform.band).toBeGreaterThan(2);
      expect(density.slope).toBeGreaterThan(0.85);
      expect(density.slope).toBeLessThan(1.15);
    } else for (const { slope, band } of cells) expect([slope.toFixed(6), band]).toEqual(['2.000000', 0]);
  }
});

test('a linear model with the pseudo-Huber loss has exponents below 2 over decades: the cause can also be the loss', () => {
  for (const { band } of measureOtherLoss(16, 99)) expect(band).toBeGreaterThan(2);
});
