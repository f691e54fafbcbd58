/** Unsigned bytes of an IDX file with the sizes of its dimensions. */
interface IdxArray {
  readonly shape: readonly number[];
  readonly data: Uint8Array;
}

/**
 * Reads an IDX file of unsigned bytes: two zero bytes, the type 0x08, the number of dimensions, their sizes as
 * big-endian 32-bit integers, the data (Y. LeCun's MNIST page).
 * @throws Error naming the file as `name` where the magic number, the sizes or the length are wrong
 */
export function decodeIdx(bytes: Uint8Array, dimensions: number, name: string): IdxArray {
  const header = 4 + 4 * dimensions;
  if (bytes.length < header)
    throw new Error(
      `${name}: ${bytes.length} bytes are too few for an IDX header of ${header}; fetch it again`,
    );
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = view.getUint32(0);
  const expected = 0x0800 + dimensions;
  if (magic !== expected)
    throw new Error(
      `${name}: magic number is ${hex(magic)}, expected ${hex(expected)}; it is another file, so fetch it again`,
    );
  const shape = Array.from({ length: dimensions }, (_, i) => view.getUint32(4 + 4 * i));
  if (shape.includes(0))
    throw new Error(`${name}: its header says ${shape.join(' × ')}, which is nothing; fetch it again`);
  const size = shape.reduce((product, side) => product * side, 1);
  const found = bytes.length - header;
  if (found !== size)
    throw new Error(
      `${name}: holds ${found} bytes of data, its header says ${shape.join(' × ')} = ${size}; ${found < size ? 'the file is truncated' : 'there is more than one file in it'}, so fetch it again`,
    );
  return { shape, data: bytes.subarray(header) };
}

const hex = (magic: number) => `0x${magic.toString(16).padStart(8, '0')}`;
