import { expect, test } from 'vitest';
import type { ClaimTest } from '../../src/claims/claim.ts';
import { judgeTests } from '../../src/claims/verdict.ts';

const control = { name: 'c', value: 2, interval: [2, 2] as [number, number], rule: 'equals 2', passes: true };
const passing: ClaimTest = {
  name: 'growth',
  statistic: 's',
  value: 1.2,
  interval: [1.1, 1.3],
  seeds: 3,
  rule: 'upper bound < 1.45',
  passes: true,
  control,
};
const failing: ClaimTest = { ...passing, name: 'random', passes: false };

test('all tests passing support a claim', () => {
  expect(judgeTests([passing, passing]).verdict).toBe('supported');
});

test('some passing and some failing hold it in part, and the reason names both', () => {
  expect(judgeTests([passing, failing])).toEqual({
    verdict: 'partly',
    reason: 'Holds: growth. Does not hold: random.',
  });
});

test('all failing refute it', () => {
  expect(judgeTests([failing, failing]).verdict).toBe('refuted');
});

test('a control that shows the effect makes even passing tests inconclusive', () => {
  expect(judgeTests([{ ...passing, control: { ...control, passes: false } }, passing]).verdict).toBe(
    'inconclusive',
  );
});

test('a statistic that could not be computed is inconclusive, whatever else holds', () => {
  expect(judgeTests([passing, { ...failing, value: null, interval: null }]).verdict).toBe('inconclusive');
});

test('without tests a claim is not measured', () => {
  expect(judgeTests([]).verdict).toBe('not measured');
});

test('what could not be computed is told by the runs that it lacks, once for all tests that lack the same', () => {
  const lacking = (name: string): ClaimTest => ({ ...failing, name, value: null, interval: null });
  const behind: Readonly<Record<string, string[]>> = {
    growth: ['edge-a-seed0 (diverged)', 'edge-a-seed1 (failed)'],
    fall: ['edge-a-seed0 (diverged)', 'edge-a-seed1 (failed)'],
    slices: [],
  };
  expect(
    judgeTests([lacking('growth'), lacking('slices'), lacking('fall'), passing], ({ name }) => behind[name]),
  ).toEqual({
    verdict: 'inconclusive',
    reason:
      'Not computable for want of edge-a-seed0 (diverged), edge-a-seed1 (failed): growth; fall. Not computable from these runs: slices.',
  });
});

test('a control that could not be computed is not called one that misbehaves', () => {
  const lacking = { ...passing, control: { ...control, value: null, interval: null, passes: false } };
  expect(judgeTests([lacking], () => ['edge-linear-seed0 (diverged)'])).toEqual({
    verdict: 'inconclusive',
    reason: 'Not computable for want of edge-linear-seed0 (diverged): the control of growth.',
  });
});
