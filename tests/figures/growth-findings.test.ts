import { expect, test } from 'vitest';
import { verdicts } from '../../src/claims/claim.ts';
import {
  controlFinding,
  convexityFinding,
  directionsFinding,
  riseFinding,
  startFinding,
} from '../../src/studies/growth/findings.ts';
import { summary } from '../../src/studies/growth/summary.ts';
import { growthClass } from '../../src/measure/growth-class.ts';
import { resultsOf } from './results-of.ts';
import { exampleSlice, exampleStudy, quadratic, subquadratic, superquadratic } from './growth-example.ts';

const slice = (rise: (t: number) => number) => exampleSlice('e1', 'top eigenvector', 1, rise);

test('slices are classed by which side of 2 their exponents take first', () => {
  expect(growthClass(slice(subquadratic(1)))).toBe('slower');
  expect(growthClass(slice(superquadratic(1)))).toBe('faster');
  expect(growthClass(slice(quadratic(1)))).toBe('quadratic');
  expect(growthClass(slice((t) => t ** 2 / (1 + t ** 2) + t ** 4 / 100))).toBe('first slower, then faster');
  expect(growthClass(slice((t) => (t ** 2 * (1 + t ** 2)) / (1 + t ** 4 / 10)))).toBe(
    'first faster, then slower',
  );
});

test('the finding follows the slices, whatever they show', () => {
  expect(riseFinding(exampleStudy())).toMatch(
    /^Beyond a distance of about 0\.\d\d the loss rises more slowly .* in all 6 slices\.$/,
  );
  expect(riseFinding(exampleStudy(superquadratic))).toMatch(
    /^In none of 6 slices does the loss rise more slowly/,
  );
  expect(riseFinding(exampleStudy(quadratic))).toMatch(
    /no decade past the quadratic radius could be measured/,
  );
});

test('a decade that begins later has a lower exponent where the slice bends, and none where it does not', () => {
  const [, before, after] = /from ([\d.]+) to ([\d.]+)\.$/.exec(startFinding(exampleStudy()))!;
  expect(Number(after)).toBeLessThan(Number(before));
  expect(startFinding(exampleStudy(quadratic))).toMatch(/^No slice reaches far enough/);
});

test('an exponent below 1 is said to exclude convexity, and only then', () => {
  expect(convexityFinding(exampleStudy())).toMatch(
    /^In none of 6 slices does the exponent fall below 1; the lowest is 1\.0/,
  );
  const saturating = (curvature: number) => (t: number) => (0.5 * curvature * t ** 2) / (1 + t ** 2);
  expect(convexityFinding(exampleStudy(saturating))).toMatch(
    /^It does so in 6 of 6 slices, .* not convex\.$/,
  );
});

test('the control is said to be quadratic only where it is', () => {
  const study = exampleStudy();
  expect(controlFinding(study)).toMatch(/is 2 at every distance/);
  expect(controlFinding({ ...study, linear: study.tanh })).toMatch(/departs from 2 by up to/);
});

test('other directions are counted by class', () => {
  expect(directionsFinding(exampleStudy())).toBe(
    'Along the gradient the loss rises faster than a quadratic in all 2 slices; along random directions it rises as a quadratic in all 2 slices.',
  );
});

test('every verdict has an opening of its own', () => {
  const { tanh, linear } = exampleStudy();
  const openings = verdicts.map((verdict) =>
    summary.standfirst(resultsOf({ growth: [...tanh, ...linear] }, { verdict })),
  );
  expect(new Set(openings).size).toBe(verdicts.length);
});
