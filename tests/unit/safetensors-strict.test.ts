import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeSafetensors, encodeSafetensors, type TensorMap } from '../../src/data/safetensors.ts';

const file = 'tensors/a.safetensors';
const entry = '"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}';
const behind = (begin: number, end: number, name = 'b') =>
  `"${name}":{"dtype":"F32","shape":[${(end - begin) / 4}],"data_offsets":[${begin},${end}]}`;

function withHeader(header: string | Uint8Array, data = new Uint8Array(4), stated?: bigint): Uint8Array {
  const json = Buffer.from(header);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(stated ?? BigInt(json.length));
  return Buffer.concat([length, json, data]);
}

const changed = (from: string, to: string) => withHeader(`{${entry.replace(from, to)}}`);

/** The reference implementation (safetensors 0.8.0) refuses them all, but for those marked. */
const refused: readonly (readonly [what: string, bytes: Uint8Array, message: string])[] = [
  ['an empty file', new Uint8Array(0), '0 bytes are too few for a header'],
  ['a header longer than the file', withHeader('{}', undefined, 2n ** 63n), 'header of 9223372036854775808'],
  ['the header 5', withHeader('5'), 'its header is 5, expected an object'],
  ['the header null', withHeader('null'), 'its header is null, expected an object'],
  ['an array for a header', withHeader('[]'), 'its header is [], expected an object'],
  ['a header that is no JSON', withHeader('{a}'), 'its header is no JSON: no string at character 1'],
  ['a header cut short', withHeader('{"a'), 'its header is no JSON: no valid string at character 1'],
  ['a comma too many', withHeader(`{${entry},}`), 'its header is no JSON: no string'],
  ['two values', withHeader(`{${entry}}{}`), 'its header is no JSON: more than one value'],
  ['a byte order mark', withHeader(`\ufeff{${entry}}`), 'its header is no JSON'],
  // The format's text refuses it, its implementation reads it.
  ['a space before the header', withHeader(` {${entry}}`), 'its header does not begin with {'],
  ['zeros behind the header', withHeader(`{${entry}}\0`), 'its header is no JSON: more than one value'],
  ['bytes that are no UTF-8', withHeader(Uint8Array.of(0x7b, 0xff)), 'its header is no JSON: no valid UTF-8'],
  ['half a surrogate pair', changed('"a"', String.raw`"\ud800"`), 'its header is no JSON: half a surrogate'],
  ['a line break in a name', changed('"a"', '"a\n"'), 'its header is no JSON: no valid string'],
  ['a header without an end', withHeader(`{"x":${'['.repeat(200)}`), 'its header is no JSON: more than 128'],
  ['a negative offset', changed('[0,4]', '[-4,0]'), 'tensor a has the data_offsets [-4, 0], expected two'],
  ['a negative zero', changed('[0,4]', '[-0,4]'), 'tensor a has the data_offsets [-0, 4], expected two'],
  ['three offsets', changed('[0,4]', '[0,4,4]'), 'tensor a has the data_offsets [0, 4, 4], expected two'],
  ['no offsets', changed(',"data_offsets":[0,4]', ''), 'tensor a has the data_offsets nothing, expected two'],
  ['offsets that run backwards', changed('[0,4]', '[4,0]'), 'does not fit its bytes 4 to 0'],
  ['two negative sides', changed('[1]', '[-1,-1]'), 'tensor a has the shape [-1, -1], expected non-negative'],
  ['half a side', changed('[1]', '[0.5,2]'), 'tensor a has the shape [0.5, 2], expected non-negative'],
  ['a side with a point', changed('[1]', '[1.0]'), 'tensor a has the shape [1.0], expected non-negative'],
  ['a side with an exponent', changed('[1]', '[1e0]'), 'tensor a has the shape [1e0], expected non-negative'],
  ['a side in quotes', changed('[1]', '["1"]'), 'tensor a has the shape ["1"], expected non-negative'],
  ['a shape of null', changed('[1]', 'null'), 'tensor a has the shape null, expected non-negative'],
  ['a side beyond 2⁵³', changed('[1]', '[9007199254740993]'), 'tensor a has the shape [9007199254740993]'],
  ['a size beyond 2⁵³', changed('[1]', '[1099511627776,1099511627776,0]'), 'does not fit its bytes 0 to 4'],
  [
    'a shape of another size',
    changed('[1]', '[2]'),
    'of type F32 and shape [2] does not fit its bytes 0 to 4',
  ],
  ['a tensor that is null', withHeader('{"a":null}'), 'tensor a is null, expected an object'],
  ['a type that is a number', changed('"F32"', '7'), 'tensor a has type 7, expected one of'],
  ['a field twice', changed('"shape"', '"shape":[1],"shape"'), 'the key "shape" for the second time'],
  // The last one wins in the implementation, where the first is not missed in the data.
  ['a tensor twice', withHeader(`{${entry},${entry}}`), 'the key "a" for the second time'],
  [
    'a tensor twice, once escaped',
    withHeader(`{${entry},${entry.replace('a', String.raw`\u0061`)}}`),
    'the key "a"',
  ],
  [
    'two tensors on one range',
    withHeader(`{${entry},${behind(0, 4)}}`),
    'tensor b begins at byte 0 of the data and the one before ends at 4: they overlap',
  ],
  [
    'a gap',
    withHeader(`{${entry},${behind(8, 12)}}`, new Uint8Array(12)),
    'tensor b begins at byte 8 of the data and the one before ends at 4: there is a gap',
  ],
  ['a gap before the first', withHeader(`{${behind(4, 8)}}`, new Uint8Array(8)), 'there is a gap'],
  ['trailing bytes', withHeader(`{${entry}}`, new Uint8Array(6)), '2 bytes follow the last tensor'],
  ['trailing bytes and no tensor', withHeader('{}'), '4 bytes follow the last tensor'],
  [
    'data cut short',
    withHeader(`{${entry}}`, new Uint8Array(3)),
    'tensor a does not fit its bytes 0 to 4: only 3',
  ],
  ['metadata that are a text', withHeader(`{"__metadata__":"x",${entry}}`), '__metadata__ is "x", expected'],
  ['a number in the metadata', withHeader(`{"__metadata__":{"n":1},${entry}}`), '__metadata__ has 1 for "n"'],
];

test.each(refused)('%s is refused by the name of the file, with the remedy', (_, bytes, message) => {
  let said = '';
  try {
    decodeSafetensors(bytes, file);
  } catch (error) {
    said = (error as Error).message;
  }
  expect(said).toContain(message);
  expect(said.startsWith(`${file}: `)).toBe(true);
  expect(said).toContain('make or fetch it again');
});

test('what the reference implementation reads is read', () => {
  const metadata = '"__metadata__":{"format":"pt"}';
  const read = (header: string, data?: Uint8Array<ArrayBuffer>) =>
    Object.entries(decodeSafetensors(withHeader(header, data))).map(([name, { shape }]) => [name, shape]);
  expect(read(`{${metadata},${entry}} \n`)).toEqual([['a', [1]]]);
  expect(read(`{${entry.replace('{"d', '{"x":[{"y":[true,null]}],"d')}}`)).toEqual([['a', [1]]]);
  expect(read('{}', new Uint8Array(0))).toEqual([]);
  expect(read(`{${behind(4, 8)},${entry},${behind(4, 4, 'none')}}`, new Uint8Array(8))).toEqual([
    ['b', [1]],
    ['a', [1]],
    ['none', [0]],
  ]);
});

test('a header of more than 100 MB is refused unread', () => {
  const bytes = new Uint8Array(100_000_100);
  new DataView(bytes.buffer).setBigUint64(0, 100_000_001n, true);
  expect(() => decodeSafetensors(bytes, file)).toThrow(`${file}: header of 100000001 bytes, where 100000000`);
});

const data = Float32Array.of(1);
const unwritable: readonly (readonly [what: string, tensors: TensorMap, message: string])[] = [
  ["the format's own name", { __metadata__: { shape: [1], data } }, 'tensor __metadata__: the format keeps'],
  [
    'half a surrogate pair',
    { '\ud800': { shape: [1], data } },
    String.raw`tensor "\ud800": half a surrogate`,
  ],
  [
    'a tensor for a prototype',
    { __proto__: { shape: [1], data } } as never,
    "write a tensor of the name __proto__ as ['__proto__']",
  ],
  ['two negative sides', { a: { shape: [-1, -1], data } }, 'tensor a: shape [-1,-1] does not hold 1 numbers'],
  ['half a side', { a: { shape: [0.5, 2], data } }, 'tensor a: shape [0.5,2] does not hold 1 numbers'],
  [
    '64-bit integers',
    { a: { shape: [1], data: BigInt64Array.of(1n) as never } },
    'a BigInt64Array is not written',
  ],
];

test.each(unwritable)('%s cannot be written', (_, tensors, message) => {
  expect(() => encodeSafetensors(tensors)).toThrow(message);
});

test('whatever bytes are damaged, the file is refused by name or read within its bounds', () => {
  const whole = encodeSafetensors({
    w: { shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) },
    y: { shape: [2], data: Int32Array.of(0, 9) },
  });
  const position = fc.nat(whole.length - 1);
  const damages = fc.array(fc.tuple(position, fc.nat(255)), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(damages, (damage) => {
      const bytes = whole.slice();
      for (const [at, byte] of damage) bytes[at] = byte;
      try {
        for (const { shape, data } of Object.values(decodeSafetensors(bytes, file)))
          expect(shape.reduce((product, side) => product * side, 1)).toBe(data.length);
      } catch (error) {
        expect((error as Error).message).toMatch(/^tensors\/a\.safetensors: /);
      }
    }),
    { numRuns: 2000 },
  );
  fc.assert(
    fc.property(position, (length) => {
      expect(() => decodeSafetensors(whole.subarray(0, length), file)).toThrow(file);
    }),
  );
});
