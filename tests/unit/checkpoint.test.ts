import { describe, expect, test } from 'vitest';
import { weightsFor, type StoredTensor } from '../../src/engine/readers/checkpoint.ts';
import { FileFault } from '../../src/engine/readers/trained-network.ts';

const tensor = (shape: number[], first = 0, dtype = 'F32'): StoredTensor => ({
  shape,
  dtype,
  data: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => first + i),
});
const of = (parameters: Record<string, number[]>, tensors: Record<string, StoredTensor>) =>
  weightsFor({ parameters }, tensors, 'w.safetensors');
const read = (parameters: Record<string, number[]>, tensors: Record<string, StoredTensor>) =>
  Array.from(of(parameters, tensors).values);

const wide = { 'fc1.weight': [3, 2], 'fc1.bias': [2] };
const [weight, bias] = [tensor([3, 2]), tensor([2], 10)];
const [turned, asIs] = [
  [0, 3, 1, 4, 2, 5],
  [0, 1, 2, 3, 4, 5],
];

describe('weightsFor()', () => {
  test.each([
    ['the same names', ''],
    ['a parallel module', 'module.'],
    ['a compiled module in a trainer', 'model._orig_mod.'],
    ['a module around it', 'net.0.'],
    ['the collection of flax', 'params/'],
  ])('maps tensors of %s', (_what, prefix) => {
    expect(read(wide, { [`${prefix}fc1.bias`]: bias, [`${prefix}fc1.weight`]: weight })).toEqual([
      ...asIs,
      10,
      11,
    ]);
  });

  test('maps names that are longer in the file of the network', () => {
    const parameters = { 'net.a.weight': [2], 'net.b.weight': [2] };
    expect(read(parameters, { 'b.weight': tensor([2], 5), 'a.weight': tensor([2]) })).toEqual([0, 1, 5, 6]);
  });

  test('transposes where only this fits, matrices and filters, and says so', () => {
    const { values, notes } = of(wide, { 'fc1.weight': tensor([2, 3]), 'fc1.bias': bias });
    expect(Array.from(values)).toEqual([...turned, 10, 11]);
    expect(notes).toEqual(['Tensors of w.safetensors are transposed: fc1.weight.']);
    // [1, 2, 3, 4] is OIHW, where [3, 4, 2, 1] is HWIO.
    const filters = of({ k: [3, 4, 2, 1] }, { k: tensor([1, 2, 3, 4]) });
    expect(filters.values[1]).toBe(12);
    expect(filters.values[2]).toBe(1);
    expect(filters.notes.join(' ')).toContain('channels on other axes');
    const back = of({ k: [1, 2, 3, 4] }, { k: { ...tensor([3, 4, 2, 1]), data: filters.values } });
    expect(Array.from(back.values)).toEqual(Array.from({ length: 24 }, (_, i) => i));
    expect(read({ b: [2] }, { b: tensor([1, 2]) })).toEqual([0, 1]);
  });

  test('lays tensors of equal sides out like the others', () => {
    const parameters = { ...wide, 'fc2.weight': [2, 2] };
    const square = tensor([2, 2]);
    const found = of(parameters, { 'fc1.weight': tensor([2, 3]), 'fc1.bias': bias, 'fc2.weight': square });
    expect(Array.from(found.values).slice(-4)).toEqual([0, 2, 1, 3]);
    expect(found.notes.join(' ')).toContain('laid out like its others: fc2.weight transposed');
    expect(
      read(parameters, { 'fc1.weight': weight, 'fc1.bias': bias, 'fc2.weight': square }).slice(-4),
    ).toEqual([0, 1, 2, 3]);
  });

  test('takes a lone tensor of equal sides as it is under the very name of the parameter, and refuses it else', () => {
    const parameters = { 'fc.weight': [2, 2] };
    const { values, notes } = of(parameters, { 'fc.weight': tensor([2, 2]) });
    expect(Array.from(values)).toEqual([0, 1, 2, 3]);
    expect(notes.join(' ')).toContain('would fit transposed as well');
    expect(() => of(parameters, { 'net.fc.weight': tensor([2, 2]) })).toThrow('do not tell which');
    const mixed = { a: [3, 2], b: [3, 2], c: [2, 2] };
    expect(() => of(mixed, { a: tensor([3, 2]), b: tensor([2, 3]), c: tensor([2, 2]) })).toThrow(
      'do not tell which',
    );
  });

  test('takes the weights of one point of a training of this project', () => {
    const tensors = {
      'init/W0': tensor([2, 1], 5),
      'init/b0': tensor([1], 7),
      'final/W0': tensor([2, 1]),
      'final/b0': tensor([1], 2),
      'direction/top-0': tensor([3]),
    };
    expect(read({ W0: [2, 1], b0: [1] }, tensors)).toEqual([0, 1, 2]);
    const init = weightsFor({ parameters: { W0: [2, 1], b0: [1] } }, tensors, 'w', { point: 'init' });
    expect(Array.from(init.values)).toEqual([5, 6, 7]);
  });

  test('leaves counters out, and says that half precision is one', () => {
    const { notes } = of(
      { a: [2] },
      { a: tensor([2], 0, 'F16'), 'bn.num_batches_tracked': tensor([], 5, 'I64') },
    );
    expect(notes.join(' ')).toContain('stored in F16');
  });

  test.each([
    ['a tensor that is missing', { 'fc1.weight': weight }, 'has no tensor for fc1.bias;'],
    ['one too many', { 'fc1.weight': weight, 'fc1.bias': bias, c: bias }, 'c belongs to no parameter'],
    [
      'statistics',
      { 'fc1.weight': weight, 'fc1.bias': bias, 'bn.running_mean': bias },
      'other values as constants',
    ],
    [
      'another name',
      { 'fc1.weight': weight, 'fc1.offset': bias },
      'no tensor for fc1.bias, and fc1.offset belong',
    ],
    [
      'another shape',
      { 'fc1.weight': tensor([3, 3]), 'fc1.bias': bias },
      'fc1.weight is [3, 3], and fc1.weight of',
    ],
    ['a shape of as many numbers', { 'fc1.weight': tensor([6]), 'fc1.bias': bias }, 'fc1.weight is [6], and'],
    [
      'integers',
      { 'fc1.weight': tensor([3, 2], 0, 'I8'), 'fc1.bias': bias },
      'of type I8, and weights are floats',
    ],
    ['NaN', { 'fc1.weight': weight, 'fc1.bias': tensor([2], NaN) }, 'fc1.bias holds NaN at 0'],
    [
      'two that end alike',
      { 'a.fc1.weight': weight, 'b.fc1.weight': weight, 'fc1.bias': bias },
      'no tensor for fc1.weight',
    ],
    ['nothing', {}, 'has no tensor for fc1.weight, fc1.bias;'],
  ])('refuses %s', (_what, tensors, message) => {
    const reading = () => of(wide, tensors as Record<string, StoredTensor>);
    expect(reading).toThrow(FileFault);
    expect(reading).toThrow(message);
  });
});
