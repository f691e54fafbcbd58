import { expect, test } from 'vitest';
import { drawFigure, sizes, type Size } from '../../src/figures/draw-figure.ts';
import { isMatrix, type Curve, type FigureData, type Points } from '../../src/figures/figure-data.ts';
import { decayEnergyFigure } from '../../src/studies/decay/figures/energy.ts';
import { lateFinding, overtakeFinding } from '../../src/studies/decay/findings.ts';
import { decayGateFigure } from '../../src/studies/decay/figures/gate.ts';
import { decayLossFigure } from '../../src/studies/decay/figures/loss.ts';
import { decayOvertakeFigure } from '../../src/studies/decay/figures/overtake.ts';

import { exampleDecay } from './decay-example.ts';
import { figuresOfRuns } from './results-of.ts';

const study = exampleDecay();
const named = <T extends Curve | Points>(figure: FigureData, name: string): T =>
  figure.panels.flatMap((panel) => panel.series).find((series) => series.name === name) as T;

test('both runs start from the iterate of the decay, where the run before it ends', () => {
  const figure = decayLossFigure(study);
  for (const name of ['with', 'without', 'before']) {
    const curve = named<Curve>(figure, `first, divided by 5, ${name}, seed 0`);
    expect(curve.y[curve.x.indexOf(0)]).toBe(1);
  }
  expect(named<Curve>(figure, 'first, divided by 5, with, seed 1').y[20]).toBe(0.5);
});

test('a fall by the energy lies on the diagonal, the control below it', () => {
  const figure = decayEnergyFigure(study);
  const [decayed, control] = ['divided by 5', 'undecayed'].map((name) => named<Points>(figure, name));
  expect(decayed.y).toEqual(decayed.x);
  control.y.forEach((fall, i) => expect(fall).toBeLessThan(control.x[i]));
});

test('a ring stands where the undecayed run takes the lead', () => {
  const rings = named<Points>(decayOvertakeFigure(study), 'divided by 5: overtaken');
  expect([rings.x, rings.y]).toEqual([
    [700, 800],
    [1, 1],
  ]);
});

test('the gate shows each decay at its sharpness', () => {
  const figure = decayGateFigure(study);
  const control = named<Points>(figure, 'second, below the edge (control)');
  expect(control.x).toEqual([0.6, 0.6]);
  expect(control.y[0]).toBeCloseTo(0.99 / 0.995, 12);
});

test.each([
  ['a drop that is overtaken', study],
  ['a drop that lasts', exampleDecay({ decayed: 0.5, control: 1, energy: 0.5 }, null)],
  ['no drop', exampleDecay({ decayed: 1.4, control: 1.2, energy: 0.001 })],
  ['no second decay at the edge', study.map((run) => ({ ...run, events: run.events.slice(0, 3) }))],
])('every figure can be drawn of %s', (_, example) => {
  const figures = figuresOfRuns({ decay: example });
  expect(figures).toHaveLength(4);
  for (const { data } of figures) {
    expect(isMatrix(data)).toBe(false);
    expect(`${data.title}${data.caption}`).not.toMatch(/NaN|undefined|Infinity/);
    for (const size of Object.keys(sizes) as Size[])
      expect(drawFigure(data, size)).not.toMatch(/NaN|undefined|Infinity/);
  }
});

test('sentences follow the data', () => {
  const lasting = exampleDecay(undefined, null);
  expect(overtakeFinding(study)).toBe(
    'The undecayed run overtakes in all 2 races 700 to 800 steps after a division by 5 and in all 2 races 700 to 800 steps after a division by 2.',
  );
  expect(overtakeFinding(lasting)).toContain('in none of 2 races within 1,950 steps after a division by 2');
  const [one] = study;
  expect(overtakeFinding([one, { ...lasting[1] }])).toContain(
    'in one of 2 races 700 steps after a division by 5',
  );
  expect(lateFinding(study)).toContain('What a division by 5 or 2 gains is temporary');
  expect(lateFinding(lasting)).toBe('A division by 5 or 2 still has its gain when the race ends.');
});
