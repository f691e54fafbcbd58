/** A dense array with its shape, row-major. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Float32Array | Float64Array | Int32Array;
}

export type TensorMap = Readonly<Record<string, Tensor>>;

const arrayTypes = { F32: Float32Array, F64: Float64Array, I32: Int32Array } as const;
type Dtype = keyof typeof arrayTypes;

interface HeaderEntry {
  readonly dtype: Dtype;
  readonly shape: number[];
  readonly data_offsets: [number, number];
}

const alignment = 8;
const padded = (bytes: number) => Math.ceil(bytes / alignment) * alignment;

/**
 * The safetensors format: an 8-byte little-endian header length, a JSON header, the data.
 * Wider types come first, so that every array starts at a multiple of its item size.
 */
export function encodeSafetensors(tensors: TensorMap): Uint8Array {
  const named = Object.entries(tensors).sort(
    ([, a], [, b]) => b.data.BYTES_PER_ELEMENT - a.data.BYTES_PER_ELEMENT,
  );
  const header: Record<string, HeaderEntry> = {};
  let offset = 0;
  for (const [name, { shape, data }] of named) {
    const size = shape.reduce((product, side) => product * side, 1);
    if (size !== data.length)
      throw new RangeError(`tensor ${name}: shape [${shape}] does not hold ${data.length} numbers`);
    header[name] = {
      dtype: dtypeOf(data),
      shape: [...shape],
      data_offsets: [offset, offset + data.byteLength],
    };
    offset += data.byteLength;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const start = 8 + padded(json.length);
  const bytes = new Uint8Array(start + offset).fill(0x20, 8, start);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(padded(json.length)), true);
  bytes.set(json, 8);
  for (const [name, { data }] of named) {
    bytes.set(
      new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
      start + header[name].data_offsets[0],
    );
  }
  return bytes;
}

/** @throws Error that names what is wrong where the bytes are not a safetensors file of float32, float64 and int32. */
export function decodeSafetensors(bytes: Uint8Array): TensorMap {
  if (bytes.length < 8) throw new Error(`safetensors: ${bytes.length} bytes are too few for a header`);
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  if (length > bytes.length - 8)
    throw new Error(`safetensors: header of ${length} bytes in a file of ${bytes.length}`);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))) as Record<
    string,
    HeaderEntry
  >;
  delete header['__metadata__'];
  const start = 8 + length;
  return Object.fromEntries(
    Object.entries(header).map(
      ([
        name,
        {
          dtype,
          shape,
          data_offsets: [from, to],
        },
      ]) => {
        const type = arrayTypes[dtype];
        if (!type)
          throw new Error(`safetensors: tensor ${name} has type ${dtype}, expected one of F32, F64, I32`);
        const size = shape.reduce((product, side) => product * side, 1) * type.BYTES_PER_ELEMENT;
        if (to - from !== size || start + to > bytes.length)
          throw new Error(
            `safetensors: tensor ${name} of shape [${shape}] does not fit its bytes ${from} to ${to}`,
          );
        // A copy, whatever kind of bytes: the slice of a Node Buffer would share a pool that starts elsewhere.
        const own = Uint8Array.from(bytes.subarray(start + from, start + to));
        return [name, { shape, data: new type(own.buffer) }];
      },
    ),
  );
}

function dtypeOf(data: Tensor['data']): Dtype {
  if (data instanceof Float32Array) return 'F32';
  return data instanceof Float64Array ? 'F64' : 'I32';
}
