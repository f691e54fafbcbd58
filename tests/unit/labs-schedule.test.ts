import { expect, test } from 'vitest';
import { initialState } from '../../src/labs/controls.ts';
import { afterKey, knobs } from '../../src/labs/schedule/knobs.ts';
import { schedule } from '../../src/labs/schedule/lab.ts';
import {
  drawnAt,
  endRange,
  placedStages,
  stepsShown,
  withEnd,
  withRate,
} from '../../src/labs/schedule/stages.ts';

const first = initialState(schedule.controls);
const lengths = (state: typeof first) => placedStages(state).map(({ number, steps }) => [number, steps]);

test('a stage of no steps is not in the schedule', () => {
  expect(lengths(first)).toEqual([
    [1, 400],
    [2, 400],
    [3, 400],
  ]);
});

test('the end of a stage moves the beginning of the next and nothing else', () => {
  const moved = withEnd(first, 1, 523);
  expect(placedStages(moved).map(({ from, to }) => [from, to])).toEqual([
    [0, 520],
    [520, 800],
    [800, 1200],
  ]);
  expect(withEnd(moved, 1, 400)).toEqual(first);
});

test('no end can be moved over another, nor a stage beyond its longest', () => {
  expect(lengths(withEnd(first, 1, -5))[0]).toEqual([1, 10]);
  expect(lengths(withEnd(first, 1, 5000)).slice(0, 2)).toEqual([
    [1, 790],
    [2, 10],
  ]);
  expect(endRange(first, 3)).toEqual([810, 1800]);
});

test('a learning rate stays within its slider, at a place that the slider has', () => {
  expect(withRate(first, 2, 50).rate2).toBe(3);
  expect(withRate(first, 2, 0).rate2).toBe(1e-5);
  expect(withRate(first, 2, 0.0123456).rate2).toBe(0.0123);
});

test('a pen gives the stage under it its height', () => {
  expect(drawnAt(first, [500, 0.1])).toEqual({ ...first, rate2: 0.1 });
});

test('a stroke beyond the end makes one stage, however far it goes', () => {
  const made = drawnAt(first, [1250, 0.001]);
  expect(made).toEqual({ ...first, rate4: 0.001, steps4: 50 });
  const two = { ...first, steps3: 0 };
  const begun = drawnAt(two, [850, 0.001]);
  expect(drawnAt(begun, [1000, 0.002], true)).toEqual({ ...two, rate3: 0.002, steps3: 200 });
  expect(drawnAt(made, [1500, 0.002])).toEqual({ ...first, rate4: 0.002, steps4: 300 });
});

test('a pen draws on an empty schedule', () => {
  const empty = { ...first, steps1: 0, steps2: 0, steps3: 0 };
  expect(lengths(drawnAt(empty, [100, 1]))).toEqual([[1, 100]]);
});

test('the axis leaves room behind the end', () => {
  for (const total of [0, 10, 399, 400, 1200, 4000]) expect(stepsShown(total)).toBeGreaterThan(total);
  expect(stepsShown(1200)).toBe(1600);
});

test('keys move a handle by small steps, by ten of them, and to its ends', () => {
  const after = (knob: 'rate' | 'end', key: string) => afterKey(knobs[knob], first, 1, key)!;
  expect(after('end', 'ArrowRight').steps1).toBe(410);
  expect(after('end', 'PageDown').steps1).toBe(300);
  expect(after('end', 'Home').steps1).toBe(10);
  expect(after('rate', 'ArrowDown').rate1).toBe(1.43);
  expect(after('rate', 'PageDown').rate1).toBe(0.506);
  expect(after('rate', 'End').rate1).toBe(3);
  expect(afterKey(knobs.end, first, 1, 'Tab')).toBeNull();
  expect(afterKey(knobs.end, first, 4, 'ArrowRight')).toBeNull();
});
