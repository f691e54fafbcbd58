import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { zipSync } from 'fflate';
import { arraysOf, openArrays, type SampleArray } from '../../src/data/array-file.ts';
import { FileArray } from '../../src/data/file-array.ts';
import { encodeSafetensors } from '../../src/data/safetensors.ts';
import { projectSamples, samplesOf, type SampleOptions } from '../../src/data/sample-files.ts';
import { bytesOf, numpyCases } from '../fixtures/numpy.ts';

const float = (shape: number[], numbers: number[]): SampleArray => ({
  shape,
  dtype: 'float64',
  data: Float64Array.from(numbers),
});
const whole = (shape: number[], numbers: number[]): SampleArray => ({
  shape,
  dtype: 'int64',
  data: Float64Array.from(numbers),
});
const x = float([3, 2], [1, 2, 3, 4, 5, 6]);
const y = whole([3], [0, 2, 1]);
const found = (arrays: Record<string, SampleArray>, options?: SampleOptions) =>
  samplesOf(arrays, 'd.npz', options);

describe('samplesOf()', () => {
  test.each([
    ['x and y', { x, y }],
    ['X and Y', { Y: y, X: x }],
    ['images and labels', { labels: y, images: x }],
    [
      'training among others',
      { x_test: float([1, 2], [0, 0]), y_test: whole([1], [0]), x_train: x, y_train: y },
    ],
    ['the only float array and the only other', { b: y, a: x }],
  ])('finds %s', (_what, arrays) => {
    const samples = found(arrays);
    expect(samples).toMatchObject({ n: 3, x: { shape: [2], data: x.data } });
    expect(samples.y).toEqual({ kind: 'labels', values: Int32Array.of(0, 2, 1) });
  });

  test('takes whole floats and one-hot rows as labels with a note, or as targets where told', () => {
    const floats = float([3, 1], [0, 2, 1]);
    expect(found({ x, y: floats }).y).toEqual({ kind: 'labels', values: Int32Array.of(0, 2, 1) });
    expect(found({ x, y: floats }).notes.join()).toContain('whole numbers, which are taken as labels');
    expect(found({ x, y: floats }, { as: 'targets' }).y).toEqual({
      kind: 'targets',
      shape: [1],
      values: Float64Array.of(0, 2, 1),
    });
    const rows = float([3, 3], [1, 0, 0, 0, 0, 1, 0, 1, 0]);
    expect(found({ x, y: rows }).y).toEqual({ kind: 'labels', values: Int32Array.of(0, 2, 1) });
    expect(found({ x, y: rows }).notes.join()).toContain('whose place is taken as the label');
  });

  test('takes other numbers as targets', () => {
    expect(found({ x, y: float([3], [0.5, 1, 2]) }).y).toMatchObject({ kind: 'targets', shape: [] });
    expect(found({ x, y: whole([3], [-1, 1, 1]) }).y).toMatchObject({ kind: 'targets', shape: [] });
    const rows = float([3, 2], [0, 0, 1, 0, 0, 1]);
    expect(found({ x, y: rows }).y).toMatchObject({ kind: 'targets', shape: [2] });
    expect(() => found({ x, y: rows }, { as: 'labels' })).toThrow('and no labels');
    expect(() => found({ x, y: whole([3], [-1, 1, 1]) }, { as: 'labels' })).toThrow('y has -1 for sample 0');
  });

  test('says that there is one sample, and which arrays are not used', () => {
    const one = found({ x: float([1, 2], [1, 2]), y: whole([1], [3]), z: y });
    expect(one.notes.join(' ')).toContain('There is one sample');
    expect(one.notes.join(' ')).toContain('z of d.npz is not used.');
  });

  test.each([
    ['NaN in x', { x: float([3, 2], [1, 2, 3, NaN, 5, 6]), y }, 'x holds NaN in sample 1'],
    ['infinity in y', { x, y: float([3, 1], [1, 2, Infinity]) }, 'y holds Infinity in sample 2'],
    ['other numbers of samples', { x, y: whole([2], [0, 1]) }, 'x has 3 samples and y has 2'],
    [
      'the same sample everywhere',
      { x: float([3, 2], [1, 2, 1, 2, 1, 2]), y },
      'all 3 samples of x are the same',
    ],
    ['no samples', { x: float([0, 2], []), y: whole([0], []) }, 'holds nothing'],
    ['inputs without numbers', { x: float([3, 0], []), y }, 'holds nothing'],
    ['a scalar', { x: float([], [1]), y }, 'x is a single number'],
    ['a scalar for y', { x, y: whole([], [1]) }, 'y is a single number'],
    ['x alone', { x }, 'holds x alone'],
    ['x twice', { x, X: x, y }, 'holds both x and X'],
    ['arrays without names', { a: x, b: x, c: y }, 'does not say which array holds the inputs'],
    ['answers without names', { x, b: y, c: y }, 'does not say which array holds labels or targets'],
    ['nothing', {}, 'does not say'],
  ])('refuses %s', (_what, arrays, message) => {
    expect(() => found(arrays as Record<string, SampleArray>)).toThrow(message);
    expect(() => found(arrays as Record<string, SampleArray>)).toThrow(/^d\.npz: /);
  });

  test('prepares the data sets of the project', async () => {
    const { n, x: inputs, y: labels, notes } = await projectSamples('digits', 20, 1);
    expect([n, inputs.shape, inputs.data.length, labels.kind, labels.values.length]).toEqual([
      20,
      [64],
      1280,
      'labels',
      20,
    ]);
    expect(notes[0]).toContain('20 of 1,797');
  });
});

describe('openArrays()', () => {
  const folder = mkdtempSync(join(tmpdir(), 'multiscale-arrays-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (name: string, bytes: Uint8Array | string) => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  const { read, archives } = numpyCases;
  const cube = read.find(({ what }) => what.startsWith('<f8 [2, 3, 4] ') && !what.includes('Fortran'))!;
  const fortran = read.find(({ what }) => what.startsWith('<f8 [2, 3, 4] Fortran'))!;

  test('reads each kind of file by what is in it', () => {
    for (const { file: base64, arrays } of archives) {
      using opened = openArrays(file('a.dat', bytesOf(base64)));
      expect(Object.keys(opened.arrays)).toEqual(Object.keys(arrays));
    }
    using array = openArrays(file('b.npy', bytesOf(cube.file)));
    expect(array.arrays.x.shape).toEqual([2, 3, 4]);
    using tensors = openArrays(
      file('c.safetensors', encodeSafetensors({ x: { shape: [1], data: Float32Array.of(2) } })),
    );
    expect(tensors.arrays.x).toMatchObject({ shape: [1], dtype: 'float32' });
    using table = openArrays(file('d.csv', '1,2\n'));
    expect(table.notes[0]).toContain('number 2 is y');
    expect(() => openArrays(file('e.txt', Uint8Array.of(0xff)))).toThrow('is no text in UTF-8');
    expect(() => openArrays(file('e.bin', 'abc'))).toThrow('is no .npy, .npz, .safetensors or .csv file');
    expect(() => openArrays(join(folder, 'none.npy'))).toThrow('is not there');
    expect(() => openArrays(folder)).toThrow('is no file');
  });

  test('leaves what is larger than it may take on the disk, and reads it by ranges', () => {
    const stored = zipSync({ 'x.npy': [bytesOf(cube.file), { level: 0 }], 'y.npy': bytesOf(read[1].file) });
    for (const path of [file('f.npy', bytesOf(cube.file)), file('g.npz', stored)]) {
      using opened = openArrays(path, { memory: 200 });
      const { data } = opened.arrays.x;
      expect(data).toBeInstanceOf(FileArray);
      expect(Array.from(data.subarray(5, 9), String)).toEqual(
        cube.numbers.slice(5, 9).map((text) => String(Number(text.replace('inf', 'Infinity')))),
      );
      expect(data.subarray(20, 99)).toHaveLength(4);
    }
  });

  test('refuses on the disk what it refuses in memory, and what cannot be read by ranges', () => {
    const memory = 100;
    expect(() => openArrays(file('h.npy', bytesOf(fortran.file)), { memory })).toThrow('ascontiguousarray');
    expect(() => openArrays(file('i.npy', bytesOf(cube.file).subarray(0, -1)), { memory })).toThrow(
      'holds 191 bytes',
    );
    const packed = zipSync({ 'x.npy': [bytesOf(cube.file), { level: 9 }] });
    expect(() => openArrays(file('j.npz', packed), { memory })).toThrow(
      'when unpacked, and 100 may be taken',
    );
    const damaged = Buffer.from(zipSync({ 'x.npy': [bytesOf(cube.file), { level: 0 }] }));
    damaged[damaged.indexOf('PK\x01\x02') - 1] ^= 1;
    expect(() => openArrays(file('k.npz', damaged), { memory })).toThrow('another checksum');
    expect(() => openArrays(file('l.csv', '1,2\n'.repeat(100)), { memory })).toThrow('may be taken');
  });

  test('reads no more of a file than what is asked for, however large it is', () => {
    const rows = 1e10;
    const header = `{'descr': '<f8', 'fortran_order': False, 'shape': (${rows}, 10), }`.padEnd(117) + '\n';
    const beginning = Buffer.from(`\x93NUMPY\x01\x00v\x00${header}`, 'latin1');
    const reads: number[] = [];
    const array = new FileArray(
      {
        length: 128 + 80 * rows,
        read(begin, end) {
          reads.push(end - begin);
          if (begin === 0) return Buffer.concat([beginning, Buffer.alloc(end - beginning.length)]);
          return new Uint8Array(
            Float64Array.from({ length: (end - begin) / 8 }, (_, i) => (begin - 128) / 8 + i).buffer,
          );
        },
      },
      'large.npy',
    );
    expect(array).toMatchObject({ shape: [rows, 10], length: 10 * rows });
    expect(Array.from(array.subarray(5e10, 5e10 + 3))).toEqual([5e10, 5e10 + 1, 5e10 + 2]);
    expect(reads).toEqual([expect.any(Number), 24]);
    expect(reads[0]).toBeLessThan(20_000);
  });

  test('reads bytes that are there', () => {
    expect(arraysOf(bytesOf(cube.file), 'a.npy').arrays.x.shape).toEqual([2, 3, 4]);
  });
});
