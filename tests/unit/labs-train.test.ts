import { expect, test } from 'vitest';
import { decodeDigits, encodeDigits } from '../../src/data/digit-bytes.ts';
import { readDigits8x8 } from '../../src/data/digits-8x8.ts';
import { initialState } from '../../src/labs/controls.ts';
import { largestDifference, summariseEdge } from '../../src/labs/train/progress.ts';
import { startOf, trainControls } from '../../src/labs/train/settings.ts';

const digits = await readDigits8x8();

test('the bytes that the browser fetches make the same samples as the vendored file', () => {
  const state = initialState(trainControls);
  expect(startOf(decodeDigits(encodeDigits(digits)), state)).toEqual(startOf(digits, state));
});

test('bytes that are cut off are refused', () => {
  expect(() => decodeDigits(encodeDigits(digits).subarray(0, -1))).toThrow(/not whole rows of 65/);
});

test('another seed draws other samples and other parameters', () => {
  const [a, b] = [0, 1].map((seed) => startOf(digits, { ...initialState(trainControls), seed }));
  expect(a.problem.x).not.toEqual(b.problem.x);
  expect(a.parameters).not.toEqual(b.parameters);
});

test('the edge is crossed where the sharpness first reaches 2/η', () => {
  const record = {
    losses: [5, 4, 3, 2, 3, 1, 2, 0.5],
    sharpness: [
      { step: 0, value: 3 },
      { step: 2, value: 4 },
      { step: 4, value: 4.4 },
    ],
  };
  expect(summariseEdge(record, 0.5)).toEqual({
    crossing: 2,
    meanRatio: 1.05,
    rises: { before: 0, after: 0.4 },
  });
  expect(summariseEdge(record, 0.1)).toMatchObject({ crossing: null, meanRatio: null });
});

test('the largest difference is taken over the losses that both have', () => {
  const none = { losses: [], sharpness: [] };
  const reference = { losses: [2, 1], sharpness: [] };
  expect(largestDifference(none, reference)).toBeNull();
  expect(largestDifference({ losses: [2, 1.1, 9], sharpness: [] }, reference)).toBeCloseTo(0.1, 12);
});
