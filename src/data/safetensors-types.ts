/** Numbers in the type they have in the file, or the narrowest type of ours that holds them all. */
export type TensorData =
  Float32Array | Float64Array | Int8Array | Int16Array | Int32Array | Uint8Array | Uint16Array | Uint32Array;

interface StoredType {
  /** Bytes of a number in the file. */
  readonly bytes: number;
  /** @throws RangeError, its message the end of a sentence that begins with the tensor's name */
  readonly read: (bytes: Uint8Array<ArrayBuffer>) => TensorData;
}

type ArrayType = new (buffer: ArrayBuffer) => TensorData;

const same = (type: ArrayType & { readonly BYTES_PER_ELEMENT: number }): StoredType => ({
  bytes: type.BYTES_PER_ELEMENT,
  read: ({ buffer }) => new type(buffer),
});

/** 64-bit integers as float64, which holds them exactly up to 2⁵³. */
const wide = (type: new (buffer: ArrayBuffer) => BigInt64Array | BigUint64Array): StoredType => ({
  bytes: 8,
  read: ({ buffer }) =>
    Float64Array.from(new type(buffer), (value, i) => {
      if (Number.isSafeInteger(Number(value))) return Number(value);
      throw new RangeError(`holds ${value} at ${i}, which is beyond 2⁵³ and not exact in a float64`);
    }),
});

/** A bfloat16 is the upper half of a float32. */
const brain: StoredType = {
  bytes: 2,
  read: ({ buffer }) =>
    new Float32Array(Uint32Array.from(new Uint16Array(buffer), (bits) => bits * 2 ** 16).buffer),
};

/** IEEE half precision: a sign, 5 bits of exponent, 10 of fraction. */
function halfPrecision(bits: number): number {
  const sign = bits >= 2 ** 15 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = (bits & 1023) / 1024;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -14 : (1 + fraction) * 2 ** (exponent - 15));
}

const truth: StoredType = {
  bytes: 1,
  read: (bytes) => {
    const other = bytes.findIndex((byte) => byte > 1);
    if (other >= 0) throw new RangeError(`holds ${bytes[other]} at ${other}, neither false (0) nor true (1)`);
    return bytes;
  },
};

/** The types that are read, by their names in the format. */
export const storedTypes = {
  BOOL: truth,
  U8: same(Uint8Array),
  I8: same(Int8Array),
  U16: same(Uint16Array),
  I16: same(Int16Array),
  F16: {
    bytes: 2,
    read: ({ buffer }) => Float32Array.from(new Uint16Array(buffer), halfPrecision),
  },
  BF16: brain,
  U32: same(Uint32Array),
  I32: same(Int32Array),
  F32: same(Float32Array),
  U64: wide(BigUint64Array),
  I64: wide(BigInt64Array),
  F64: same(Float64Array),
} as const satisfies Record<string, StoredType>;

/** The name of a type. */
export type Dtype = keyof typeof storedTypes;

/** Whether this is the name of a type that is read. */
export const isDtype = (name: unknown): name is Dtype =>
  typeof name === 'string' && Object.hasOwn(storedTypes, name);

const written = new Map<unknown, Dtype>([
  [Uint8Array, 'U8'],
  [Int8Array, 'I8'],
  [Uint16Array, 'U16'],
  [Int16Array, 'I16'],
  [Uint32Array, 'U32'],
  [Int32Array, 'I32'],
  [Float32Array, 'F32'],
  [Float64Array, 'F64'],
]);

/** The type an array is written in; undefined where the format has none for it. */
export const dtypeOf = (data: TensorData): Dtype | undefined => written.get(data.constructor);
