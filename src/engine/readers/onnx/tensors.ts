import type { TensorMessage } from './messages.ts';

/** Numbers that are known when a file is read; `type` says how they are computed with. */
export interface Known {
  readonly type: 'float' | 'integer' | 'boolean';
  readonly shape: readonly number[];
  readonly numbers: Float64Array;
}

/** Weights that are beside the file, by where they are said to be. */
export type External = (location: string) => Uint8Array;

export const sizeOfKnown = (shape: readonly number[]) => shape.reduce((product, side) => product * side, 1);

/** A float16 of its bits, exactly. */
function half(bits: number): number {
  const [sign, exponent, fraction] = [bits >> 15 ? -1 : 1, (bits >> 10) & 31, bits & 1023];
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const floatBits = new DataView(new ArrayBuffer(4));
/** A bfloat16 of its bits: the upper half of a float32. */
function brain(bits: number): number {
  floatBits.setUint32(0, bits << 16);
  return floatBits.getFloat32(0);
}

interface ElementType {
  readonly name: string;
  readonly type: Known['type'];
  readonly bytes: number;
  readonly read: (view: DataView, at: number) => number;
  /** The list of a TensorProto that holds such numbers, and what becomes of each. */
  readonly list: 'floatData' | 'int32Data' | 'int64Data' | 'doubleData' | 'uint64Data';
  readonly of?: (value: number) => number;
}

/** The element types of ONNX by their numbers, as far as networks can have them. */
export const elementTypes: Readonly<Record<number, ElementType>> = {
  1: { name: 'float32', type: 'float', bytes: 4, read: (v, at) => v.getFloat32(at, true), list: 'floatData' },
  2: { name: 'uint8', type: 'integer', bytes: 1, read: (v, at) => v.getUint8(at), list: 'int32Data' },
  3: { name: 'int8', type: 'integer', bytes: 1, read: (v, at) => v.getInt8(at), list: 'int32Data' },
  4: { name: 'uint16', type: 'integer', bytes: 2, read: (v, at) => v.getUint16(at, true), list: 'int32Data' },
  5: { name: 'int16', type: 'integer', bytes: 2, read: (v, at) => v.getInt16(at, true), list: 'int32Data' },
  6: { name: 'int32', type: 'integer', bytes: 4, read: (v, at) => v.getInt32(at, true), list: 'int32Data' },
  7: {
    name: 'int64',
    type: 'integer',
    bytes: 8,
    read: (v, at) => Number(v.getBigInt64(at, true)),
    list: 'int64Data',
  },
  9: {
    name: 'bool',
    type: 'boolean',
    bytes: 1,
    read: (v, at) => (v.getUint8(at) ? 1 : 0),
    list: 'int32Data',
  },
  10: {
    ...{ name: 'float16', type: 'float', bytes: 2, list: 'int32Data', of: half },
    read: (v, at) => half(v.getUint16(at, true)),
  },
  11: {
    name: 'float64',
    type: 'float',
    bytes: 8,
    read: (v, at) => v.getFloat64(at, true),
    list: 'doubleData',
  },
  12: {
    name: 'uint32',
    type: 'integer',
    bytes: 4,
    read: (v, at) => v.getUint32(at, true),
    list: 'uint64Data',
  },
  13: {
    name: 'uint64',
    type: 'integer',
    bytes: 8,
    read: (v, at) => Number(v.getBigUint64(at, true)),
    list: 'uint64Data',
  },
  16: {
    ...{ name: 'bfloat16', type: 'float', bytes: 2, list: 'int32Data', of: brain },
    read: (v, at) => brain(v.getUint16(at, true)),
  },
};

function externalBytes({ name, externalData }: TensorMessage, bytes: number, external: External): Uint8Array {
  const said = new Map(externalData.map(({ key = '', value = '' }) => [key, value]));
  const location = said.get('location') ?? '';
  if (location === '' || /^[/\\]|^[a-z]:|(^|[/\\])\.\.([/\\]|$)/i.test(location))
    throw new Error(
      `tensor ${name} lies in '${location}', which is not beside the model; only files in its folder are read`,
    );
  const offset = Number(said.get('offset') ?? 0);
  const length = Number(said.get('length') ?? bytes);
  const file = external(location);
  if (!Number.isSafeInteger(offset) || offset < 0 || length !== bytes || offset + length > file.length)
    throw new Error(
      `tensor ${name} of ${bytes} bytes is said to be bytes ${offset} to ${offset + length} of ${location}, which has ${file.length}`,
    );
  return file.subarray(offset, offset + length);
}

/**
 * The numbers of a tensor, in float64 and exactly.
 * @throws Error that names the tensor where its type is not read, or its bytes are not as many as its shape says
 */
export function readTensor(tensor: TensorMessage, external: External): Known & { readonly element: string } {
  const { name = 'without a name', dims, dataType = 0, rawData } = tensor;
  const element = elementTypes[dataType];
  if (!element)
    throw new Error(
      `tensor ${name} has the element type ${dataType}, which no network is computed with here; export it in float32`,
    );
  const count = sizeOfKnown(dims);
  if (!dims.every((side) => side >= 0) || !Number.isSafeInteger(count))
    throw new Error(`tensor ${name} has the shape [${dims.join(', ')}]`);
  const fail = (there: number | string) => {
    throw new Error(
      `tensor ${name} of type ${element.name} and shape [${dims.join(', ')}] does not fit its ${there}; the file is damaged`,
    );
  };
  const done = (numbers: Float64Array) => ({
    type: element.type,
    shape: dims,
    numbers,
    element: element.name,
  });
  const raw = tensor.dataLocation === 1 ? externalBytes(tensor, count * element.bytes, external) : rawData;
  if (raw) {
    if (raw.length !== count * element.bytes) fail(`${raw.length} bytes`);
    const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
    return done(Float64Array.from({ length: count }, (_, i) => element.read(view, i * element.bytes)));
  }
  const list = tensor[element.list];
  if (list.length !== count) fail(`${list.length} numbers`);
  return done(Float64Array.from(list, element.of ?? ((value) => value)));
}
