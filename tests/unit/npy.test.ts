import { crc32, deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { zipSync, type Zippable } from 'fflate';
import { decodeNpy } from '../../src/data/npy.ts';
import { decodeNpz } from '../../src/data/npz.ts';
import { bytesOf, numbersOf, numpyCases } from '../fixtures/numpy.ts';

function npy(header: string, data: Uint8Array = new Uint8Array(0)): Uint8Array {
  const length = Buffer.alloc(2);
  length.writeUInt16LE(header.length);
  return new Uint8Array(
    Buffer.concat([Buffer.from('\x93NUMPY\x01\x00', 'latin1'), length, Buffer.from(header, 'latin1'), data]),
  );
}

const one = "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }\n";
const float = new Uint8Array(Float32Array.of(3).buffer);

describe('decodeNpy()', () => {
  test('reads what numpy writes, in every type, byte order, order of axes and version', () => {
    for (const { what, dtype, shape, numbers, file } of numpyCases.read) {
      const found = decodeNpy(bytesOf(file), 'a.npy');
      expect({ ...found, data: Array.from(found.data) }, what).toEqual({
        dtype,
        shape,
        data: numbersOf(numbers),
      });
    }
  });

  test('refuses what is no array of numbers, and integers that a float64 does not hold', () => {
    for (const { why, file } of numpyCases.refused)
      expect(() => decodeNpy(bytesOf(file), 'a.npy'), why).toThrow(new RegExp(`^a\\.npy.*${why}`));
  });

  test('reads a header in other spaces, quotes and order, as numpy does', () => {
    const header = `{ "shape":( 1 ,),"fortran_order" :False,\n'descr':'<f4'}`;
    expect(decodeNpy(npy(header, float), 'a.npy').data).toEqual(Float32Array.of(3));
  });

  const refused: readonly (readonly [from: string, to: string, message: string])[] = [
    ["'descr'", "'dtype'", "unknown key 'dtype'"],
    ["'descr': '<f4', ", '', "has no 'descr'"],
    ["'descr'", "'shape': (1,), 'descr'", "the key 'shape' twice"],
    ['(1,)', '(-1,)', 'no size'],
    ['(1,)', '(1)', 'is a number and no tuple'],
    ['(1,)', '(1.0,)', 'no size'],
    ['(1,)', '(1 2,)', 'no comma'],
    ['(1,)', '(01,)', 'no size'],
    ['(1,)', '(1,' + '1,'.repeat(80) + ')', 'more than 64 axes'],
    ['(1,)', '(9007199254740993, 3)', 'more numbers than can be counted'],
    ['(1,)', '(1000000000000,)', 'the file is truncated'],
    ['(1,)', '()[0]', 'no }'],
    ['(1,)', '__import__("os").abort()', 'no ('],
    ['False', '0', 'no True or False'],
    ['<f4', 'f4', "unknown type 'f4'"],
    ['<f4', '|f4', "unknown type '|f4'"],
    ['<f4', '<toString', 'unknown type'],
    ['}', '', 'no key'],
    ['}\n', '} \r\n', 'something behind the dictionary'],
    ['}\n', '} + {}', 'something behind the dictionary'],
  ];
  test.each(refused)('refuses %s as %s', (from, to, message) => {
    expect(() => decodeNpy(npy(one.replace(from, to), float), 'a.npy')).toThrow(message);
  });

  test('refuses what is cut, has a byte too many or is of an unknown version', () => {
    const whole = npy(one, float);
    for (let end = 0; end < whole.length; end++)
      expect(() => decodeNpy(whole.subarray(0, end), 'a.npy'), `${end} bytes`).toThrow(/^a\.npy: /);
    expect(() => decodeNpy(Buffer.concat([whole, float]), 'a.npy')).toThrow('more than one array');
    expect(() => decodeNpy(whole.with(6, 4), 'a.npy')).toThrow('version 4.0');
  });
});

describe('decodeNpz()', () => {
  test('reads what numpy.savez and numpy.savez_compressed write', () => {
    for (const { what, file, arrays } of numpyCases.archives) {
      const found = decodeNpz(bytesOf(file), 'a.npz');
      expect(Object.keys(found), what).toEqual(Object.keys(arrays));
      for (const [name, { shape, numbers }] of Object.entries(arrays))
        expect({ shape: found[name].shape, numbers: Array.from(found[name].data) }, what).toEqual({
          shape,
          numbers: numbersOf(numbers),
        });
    }
  });

  const array = npy(one, float);
  const zip = (files: Zippable) => zipSync(files, { level: 6 });
  const packed = zip({ 'x.npy': array });

  /** An archive of one file that states another size or checksum than it has. */
  function lying(data: Uint8Array, size: number, { crc = crc32(data), method = 8, flags = 0 } = {}) {
    const body = method === 8 ? deflateRawSync(data) : data;
    const name = Buffer.from('x.npy');
    const local = Buffer.alloc(30);
    const central = Buffer.alloc(46);
    const end = Buffer.alloc(22);
    for (const [header, at] of [
      [local, 6],
      [central, 8],
    ] as const) {
      header.writeUInt16LE(flags, at);
      header.writeUInt16LE(method, at + 2);
      header.writeUInt32LE(crc, at + 8);
      header.writeUInt32LE(body.length, at + 12);
      header.writeUInt32LE(size, at + 16);
      header.writeUInt16LE(name.length, at + 20);
    }
    local.writeUInt32LE(0x04034b50, 0);
    central.writeUInt32LE(0x02014b50, 0);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(1, 8);
    end.writeUInt16LE(1, 10);
    end.writeUInt32LE(central.length + name.length, 12);
    end.writeUInt32LE(local.length + name.length + body.length, 16);
    return new Uint8Array(Buffer.concat([local, name, body, central, name, end]));
  }

  test('refuses sizes that lie, bombs and other checksums before it believes them', () => {
    expect(decodeNpz(lying(array, array.length), 'a.npz').x.data).toEqual(Float32Array.of(3));
    expect(() => decodeNpz(lying(array, 2 ** 30), 'a.npz')).toThrow('can hold');
    expect(() => decodeNpz(lying(array, array.length + 1), 'a.npz')).toThrow('the archive states');
    expect(() => decodeNpz(lying(new Uint8Array(1e7), 100), 'a.npz')).toThrow('to more than the 100 bytes');
    expect(() => decodeNpz(lying(array, array.length, { crc: 1 }), 'a.npz')).toThrow('another checksum');
    expect(() => decodeNpz(lying(array, 4, { method: 0 }), 'a.npz')).toThrow('states 4 bytes and has');
    const many = zip({ 'x.npy': new Uint8Array(1e6), 'y.npy': new Uint8Array(1e6) });
    expect(() => decodeNpz(many, 'a.npz', { most: 1e6 })).toThrow(
      'states 2000000 bytes of arrays, and 1000000',
    );
  });

  test('refuses what is encrypted, packed otherwise, no array, twice there or cut', () => {
    expect(() => decodeNpz(lying(array, array.length, { flags: 1 }), 'a.npz')).toThrow('is encrypted');
    expect(() => decodeNpz(lying(array, array.length, { method: 12 }), 'a.npz')).toThrow('by method 12');
    expect(() => decodeNpz(zip({ 'a.txt': array }), 'a.npz')).toThrow('a.txt, which is no array');
    expect(() => decodeNpz(zip({}), 'a.npz')).toThrow('holds no array');
    const twice = Buffer.from(zip({ 'x.npy': array, 'z.npy': array }));
    for (let at = twice.indexOf('z.npy'); at >= 0; at = twice.indexOf('z.npy')) twice[at] = 'x'.charCodeAt(0);
    expect(() => decodeNpz(twice, 'a.npz')).toThrow('holds x.npy twice');
    for (let end = 0; end < packed.length; end++)
      expect(() => decodeNpz(packed.subarray(0, end), 'a.npz'), `${end} bytes`).toThrow(/^a\.npz/);
  });
});
