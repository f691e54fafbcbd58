/** An array as NumPy stored it, brought to rows. */
export interface NumpyArray {
  readonly shape: readonly number[];
  /** NumPy's name for the type, such as `float32`. */
  readonly dtype: string;
  readonly data: Float32Array | Float64Array | Int32Array | Uint8Array;
}

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

type Read = (view: DataView, at: number, little: boolean) => number;

interface Stored {
  readonly name: string;
  readonly bytes: number;
  readonly array: new (length: number) => NumpyArray['data'];
  readonly read: Read;
}

/** A float16 of its bits, exactly. */
function half(bits: number): number {
  const [sign, exponent, fraction] = [bits >> 15 ? -1 : 1, (bits >> 10) & 31, bits & 1023];
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

function exactly(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`holds ${value}, which is beyond 2⁵³`);
  return number;
}

const stored = (name: string, bytes: number, array: Stored['array'], read: Read): Stored => ({
  ...{ name, bytes, array, read },
});

/** NumPy's type codes without their byte order. */
const types: Readonly<Record<string, Stored>> = {
  f2: stored('float16', 2, Float32Array, (v, at, little) => half(v.getUint16(at, little))),
  f4: stored('float32', 4, Float32Array, (v, at, little) => v.getFloat32(at, little)),
  f8: stored('float64', 8, Float64Array, (v, at, little) => v.getFloat64(at, little)),
  i1: stored('int8', 1, Int32Array, (v, at) => v.getInt8(at)),
  i2: stored('int16', 2, Int32Array, (v, at, little) => v.getInt16(at, little)),
  i4: stored('int32', 4, Int32Array, (v, at, little) => v.getInt32(at, little)),
  i8: stored('int64', 8, Float64Array, (v, at, little) => exactly(v.getBigInt64(at, little))),
  u1: stored('uint8', 1, Uint8Array, (v, at) => v.getUint8(at)),
  u2: stored('uint16', 2, Int32Array, (v, at, little) => v.getUint16(at, little)),
  u4: stored('uint32', 4, Float64Array, (v, at, little) => v.getUint32(at, little)),
  u8: stored('uint64', 8, Float64Array, (v, at, little) => exactly(v.getBigUint64(at, little))),
  b1: stored('bool', 1, Uint8Array, (v, at) => v.getUint8(at)),
};

/** The header of an array: a dictionary of Python's with the three keys that the format has, in any order. */
interface Header {
  readonly type: Stored;
  readonly little: boolean;
  readonly columns: boolean;
  readonly shape: readonly number[];
}

function headerOf(text: string, fail: (what: string) => never): Header {
  const entry = /\s*'(descr|fortran_order|shape)'\s*:\s*('[^']*'|True|False|\([\d\s,]*\))\s*(,|(?=\}))/y;
  const body = /^\{(.*)\}\s*$/s.exec(text);
  if (!body) fail(`its header is no dictionary, or describes fields: ${text.slice(0, 60).trim()}`);
  const found = new Map<string, string>();
  entry.lastIndex = 1;
  for (let match = entry.exec(text); match; match = entry.exec(text)) {
    if (found.has(match[1])) fail(`its header has ${match[1]} twice`);
    found.set(match[1], match[2]);
  }
  const [descr, order, shape] = ['descr', 'fortran_order', 'shape'].map((key) => found.get(key));
  if (!descr || !order || !shape)
    return fail(`its header lacks what it must have: ${text.slice(0, 80).trim()}`);
  const code = /^'([<>|=]?)([a-zA-Z]\d+)'$/.exec(descr);
  const type = code && Object.hasOwn(types, code[2]) ? types[code[2]] : undefined;
  if (!type)
    return fail(`it holds ${descr}, where numbers are read (float, int, uint, bool); save it as float32`);
  const sizes = shape.match(/\d+/g)?.map(Number) ?? [];
  return { type, little: code![1] !== '>', columns: order === 'True', shape: sizes };
}

/** Rows of what is stored column by column. */
function toRows(data: NumpyArray['data'], shape: readonly number[]): NumpyArray['data'] {
  const rows = data.slice();
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((product, size) => product * size, 1));
  const place = shape.map(() => 0);
  let from = 0;
  for (let to = 0; to < rows.length; to++) {
    rows[to] = data[from];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += strides[axis];
      if (++place[axis] < shape[axis]) break;
      from -= strides[axis] * shape[axis];
      place[axis] = 0;
    }
  }
  return rows;
}

/**
 * An array of NumPy's format 1, 2 or 3: numbers of any size and byte order, in rows or columns. 64-bit integers must be exact in
 * a float64.
 * @throws Error that names the file and says what is wrong
 */
export function decodeNpy(bytes: Uint8Array, file = 'npy'): NumpyArray {
  const fail = (what: string): never => {
    throw new Error(`${file}: ${what}`);
  };
  const damaged = (what: string) => fail(`${what}; the file is damaged or no NumPy array, so save it again`);
  if (bytes.length < 12 || magic.some((byte, i) => bytes[i] !== byte))
    damaged('it does not begin as an array does');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = bytes[6];
  if (version < 1 || version > 3)
    fail(`it is of format ${version}, and 1 to 3 are read; save it with another NumPy`);
  const start = version === 1 ? 10 : 12;
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (start + length > bytes.length) damaged(`a header of ${length} bytes in a file of ${bytes.length}`);
  const text = new TextDecoder(version === 3 ? 'utf-8' : 'latin1').decode(
    bytes.subarray(start, start + length),
  );
  const { type, little, columns, shape } = headerOf(text.trim(), fail);
  const count = shape.reduce((product, size) => product * size, 1);
  const body = bytes.length - start - length;
  if (!Number.isSafeInteger(count) || count * type.bytes !== body)
    damaged(`an array [${shape.join(', ')}] of ${type.name} does not fit its ${body} bytes`);
  const data = new type.array(count);
  try {
    for (let i = 0; i < count; i++) data[i] = type.read(view, start + length + i * type.bytes, little);
  } catch (error) {
    fail(`it ${(error as Error).message}`);
  }
  return { shape, dtype: type.name, data: columns && shape.length > 1 ? toRows(data, shape) : data };
}
