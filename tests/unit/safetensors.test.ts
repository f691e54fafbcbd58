import { expect, test } from 'vitest';
import { decodeSafetensors, encodeSafetensors } from '../../src/data/safetensors.ts';

const tensors = {
  'final/b0': { shape: [3], data: Float32Array.of(1.5, -2, 0) },
  y: { shape: [2], data: Int32Array.of(7, -1) },
  'direction/e1': { shape: [2, 1], data: Float64Array.of(Math.PI, 1e-300) },
};

test('tensors come back bit by bit with their names and shapes', () => {
  const decoded = decodeSafetensors(encodeSafetensors(tensors));
  expect(Object.keys(decoded).sort()).toEqual(Object.keys(tensors).sort());
  for (const [name, { shape, data }] of Object.entries(tensors)) {
    expect(decoded[name].shape).toEqual(shape);
    expect(decoded[name].data).toEqual(data);
  }
});

test('a Node Buffer that begins within a pool is read like any other bytes', () => {
  const bytes = Buffer.from(encodeSafetensors(tensors));
  for (const [name, { data }] of Object.entries(tensors))
    expect(decodeSafetensors(bytes)[name].data).toEqual(data);
});

test('the header is JSON of a length that keeps the data aligned', () => {
  const bytes = encodeSafetensors(tensors);
  const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  expect(length % 8).toBe(0);
  expect(JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)))).toMatchObject({
    'direction/e1': { dtype: 'F64', shape: [2, 1], data_offsets: [0, 16] },
    y: { dtype: 'I32' },
  });
});

test('a truncated file and a wrong shape are clear errors', () => {
  const bytes = encodeSafetensors(tensors);
  expect(() => decodeSafetensors(bytes.subarray(0, bytes.length - 1))).toThrow(/does not fit its bytes/);
  expect(() => decodeSafetensors(bytes.subarray(0, 40))).toThrow(/header of \d+ bytes/);
  expect(() => encodeSafetensors({ x: { shape: [4], data: Float32Array.of(1) } })).toThrow(/shape \[4\]/);
});
