import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeSafetensors, encodeSafetensors, type TensorMap } from '../../src/data/safetensors.ts';

/** Written by the format's reference implementation, Python package safetensors 0.8.0, from numpy arrays. */
const bytes = readFileSync(new URL('fixtures/every-type.safetensors', import.meta.url));

test('every common type is read as numpy wrote it, in the array that the type of the result promises', () => {
  const exact = 2 ** 53 - 1;
  expect(decodeSafetensors(bytes)).toEqual({
    bool: { dtype: 'BOOL', shape: [2], data: Uint8Array.of(1, 0) },
    u8: { dtype: 'U8', shape: [2], data: Uint8Array.of(0, 255) },
    i8: { dtype: 'I8', shape: [2], data: Int8Array.of(-128, 127) },
    u16: { dtype: 'U16', shape: [2], data: Uint16Array.of(0, 65535) },
    i16: { dtype: 'I16', shape: [2], data: Int16Array.of(-32768, 32767) },
    f16: {
      dtype: 'F16',
      shape: [6],
      data: Float32Array.of(1.5, -(2 ** -24), 65504, -Infinity, 2 ** -14, 0.0999755859375),
    },
    bf16: { dtype: 'BF16', shape: [4], data: Float32Array.of(1, -3.140625, 9.969209968386869e37, Infinity) },
    u32: { dtype: 'U32', shape: [2], data: Uint32Array.of(0, 4294967295) },
    i32: { dtype: 'I32', shape: [2], data: Int32Array.of(-2147483648, 7) },
    f32: { dtype: 'F32', shape: [2], data: Float32Array.of(Math.PI, 1e-45) },
    u64: { dtype: 'U64', shape: [2], data: Float64Array.of(0, exact) },
    i64: { dtype: 'I64', shape: [2], data: Float64Array.of(7, -exact) },
    f64: { dtype: 'F64', shape: [2, 1], data: Float64Array.of(Math.PI, 5e-324) },
    scalar: { dtype: 'F32', shape: [], data: Float32Array.of(2.5) },
    empty: { dtype: 'F32', shape: [3, 0], data: new Float32Array(0) },
  });
});

/** A file with one tensor `a` of the given type over the data. */
function one(dtype: string, shape: readonly number[], data: Uint8Array): Uint8Array {
  const header = Buffer.from(JSON.stringify({ a: { dtype, shape, data_offsets: [0, data.length] } }));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, header, data]);
}

test('an integer that a float64 does not hold exactly is refused with its place and value', () => {
  const data = new Uint8Array(BigInt64Array.of(1n, 9007199254740993n).buffer);
  for (const dtype of ['I64', 'U64'])
    expect(() => decodeSafetensors(one(dtype, [2], data), 'labels.safetensors')).toThrow(
      `labels.safetensors: tensor a of type ${dtype} holds 9007199254740993 at 1, which is beyond 2⁵³`,
    );
});

test('a truth value is 0 or 1, and a type without an array of ours is named', () => {
  expect(() => decodeSafetensors(one('BOOL', [2], Uint8Array.of(1, 2)))).toThrow(/holds 2 at 1, neither/);
  for (const dtype of ['F8_E4M3', 'C64', 'f32', 'constructor', '__proto__'])
    expect(() => decodeSafetensors(one(dtype, [8], new Uint8Array(8)))).toThrow(
      `tensor a has type ${dtype}, expected one of BOOL, U8`,
    );
});

test('all 65,536 half-precision numbers are those of the standard', () => {
  const bits = Uint16Array.from({ length: 65536 }, (_, i) => i);
  const { data } = decodeSafetensors(one('F16', [65536], new Uint8Array(bits.buffer))).a;
  const view = new DataView(bits.buffer);
  expect(data).toEqual(Float32Array.from(bits, (_, i) => view.getFloat16(2 * i, true)));
});

const arrays = fc.oneof(
  fc.float32Array(),
  fc.float64Array(),
  fc.int32Array(),
  fc.uint8Array(),
  fc.int16Array(),
);
const names = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('__proto__', 'constructor', 'toString', '0', ''),
);

test('whatever is written comes back, by whatever name', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(names, arrays), { selector: ([name]) => name }), (tensors) => {
      const map: TensorMap = Object.fromEntries(
        tensors.map(([name, data]) => [name, { shape: [1, data.length], data }]),
      );
      const read = decodeSafetensors(encodeSafetensors(map));
      expect(Object.keys(read).sort()).toEqual(tensors.map(([name]) => name).sort());
      for (const [name, data] of tensors) {
        expect(Object.hasOwn(read, name)).toBe(true);
        expect(read[name].data).toEqual(data);
      }
    }),
  );
});
