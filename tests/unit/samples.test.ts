import { expect, test } from 'vitest';
import { samplesOf, type SampleArray } from '../../src/data/samples.ts';

const x: SampleArray = { shape: [3, 2], data: Float64Array.of(1, 2, 3, 4, 5, 6) };
const y = (values: readonly number[], dtype = 'f8', shape = [values.length]): SampleArray => ({
  ...{ dtype, shape, data: Float64Array.from(values) },
});

test('whole numbers are labels, also as real numbers, which is said; others are targets', () => {
  const labels = samplesOf({ x, y: y([0, 2, 1], 'i8') }, 'd');
  expect(labels.y).toEqual({ kind: 'labels', values: Int32Array.of(0, 2, 1) });
  expect(labels.notes).toEqual([]);
  expect(samplesOf({ x, y: y([0, 2, 1]) }, 'd').notes).toEqual([
    'The whole numbers of y are taken as labels of classes.',
  ]);
  expect(samplesOf({ x, y: y([0, 2.5, 1]) }, 'd').y).toEqual({
    ...{ kind: 'targets', width: 1, values: Float64Array.of(0, 2.5, 1) },
  });
});

test('where numbers are to be met, whole and negative ones are no labels', () => {
  expect(samplesOf({ x, y: y([151, -75, 141]) }, 'd', { targets: true }).y).toEqual({
    ...{ kind: 'targets', width: 1, values: Float64Array.of(151, -75, 141) },
  });
});

test('labels that are all the same give way to targets beside them', () => {
  const target = y([0.5, -1, 2], 'f4', [3, 1]);
  expect(samplesOf({ x, y: y([0, 0, 0], 'i4'), target }, 'd').y).toMatchObject({
    values: Float64Array.of(0.5, -1, 2),
  });
  expect(samplesOf({ x, y: y([0, 1, 0], 'i4'), target }, 'd').y.kind).toBe('labels');
});

test('the first samples are taken, and only they are looked at', () => {
  const broken = { shape: [3, 2], data: Float64Array.of(1, 2, 3, 4, 5, NaN) };
  const first = samplesOf({ x: broken, y: y([1, 0, 3], 'i8') }, 'd', { count: 2 });
  expect(first).toEqual({
    ...{ n: 2, x: { shape: [2], data: Float64Array.of(1, 2, 3, 4) } },
    y: { kind: 'labels', values: Int32Array.of(1, 0) },
    notes: ['Of 3 samples the first 2 are measured.'],
  });
  expect(() => samplesOf({ x: broken, y: y([1, 0, 3], 'i8') }, 'd')).toThrow('d: x holds NaN in sample 2');
  expect(() => samplesOf({ x, y: y([1, 0, 3], 'i8') }, 'd', { count: 1 })).toThrow('one sample is measured');
});
