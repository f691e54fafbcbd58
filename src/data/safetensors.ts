import { longestHeader, metadataKey, readHeader, volume } from './safetensors-header.ts';
import { dtypeOf, storedTypes, type Dtype, type TensorData } from './safetensors-types.ts';

/** A dense array with its shape, row-major. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data: TensorData;
}

/** Tensors by name. */
export type TensorMap = Readonly<Record<string, Tensor>>;

/**
 * A tensor as it was read. `data` has the type of the file, but for these: F16 and BF16 become float32, I64 and U64
 * float64 (all of them exactly), BOOL bytes of 0 and 1.
 */
interface StoredTensor extends Tensor {
  /** Type in the file. */
  readonly dtype: Dtype;
}

const lengthBytes = 8;
const alignment = 8;
const padded = (bytes: number) => Math.ceil(bytes / alignment) * alignment;

/** @throws RangeError where a reader would not get the tensor back as it is */
function checkTensor(name: string, { shape, data }: Tensor): Dtype {
  if (name === metadataKey)
    throw new RangeError(`tensor ${name}: the format keeps this name for itself; choose another one`);
  if (!name.isWellFormed())
    throw new RangeError(`tensor ${JSON.stringify(name)}: half a surrogate pair has no UTF-8; rename it`);
  if (!shape.every((side) => Number.isSafeInteger(side) && side >= 0) || volume(shape) !== data.length)
    throw new RangeError(`tensor ${name}: shape [${shape}] does not hold ${data.length} numbers`);
  const dtype = dtypeOf(data);
  if (!dtype)
    throw new RangeError(`tensor ${name}: a ${data.constructor.name} is not written; make it a Float64Array`);
  return dtype;
}

/** `{ __proto__: tensor }` sets a prototype, and the tensor is nowhere to be found. */
function checkRecord(tensors: TensorMap): void {
  const prototype = Object.getPrototypeOf(tensors) as object | null;
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null)
    throw new RangeError(
      "tensors: the record has a prototype of its own; write a tensor of the name __proto__ as ['__proto__']",
    );
}

/**
 * The safetensors format: an 8-byte little-endian header length, a JSON header, the data.
 * Wider types come first, so that every array starts at a multiple of its item size.
 * @throws RangeError naming the tensor that the format cannot hold
 */
export function encodeSafetensors(tensors: TensorMap): Uint8Array<ArrayBuffer> {
  checkRecord(tensors);
  const named = Object.entries(tensors).sort(
    ([, a], [, b]) => b.data.BYTES_PER_ELEMENT - a.data.BYTES_PER_ELEMENT,
  );
  let length = 0;
  // From entries, since assigning to `__proto__` would set a prototype.
  const header = Object.fromEntries(
    named.map(([name, tensor]) => {
      const begin = length;
      length += tensor.data.byteLength;
      const entry = { dtype: checkTensor(name, tensor), shape: tensor.shape, data_offsets: [begin, length] };
      return [name, entry];
    }),
  );
  const json = new TextEncoder().encode(JSON.stringify(header));
  if (padded(json.length) > longestHeader)
    throw new RangeError(`safetensors: a header of ${json.length} bytes is too long; write fewer tensors`);
  const start = lengthBytes + padded(json.length);
  const bytes = new Uint8Array(start + length).fill(0x20, lengthBytes, start);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(padded(json.length)), true);
  bytes.set(json, lengthBytes);
  let at = start;
  for (const [, { data }] of named) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return bytes;
}

/**
 * The tensors of a safetensors file, which must be one to the letter, as for the format's reference implementation:
 * every byte belongs to one tensor, and no name stands twice.
 * @param file what errors call it
 * @throws Error naming the file, the tensor and the field that is wrong
 */
export function decodeSafetensors(
  bytes: Uint8Array,
  file = 'safetensors',
): Readonly<Record<string, StoredTensor>> {
  const fail = (what: string): never => {
    throw new Error(
      `${file}: ${what}; the file is damaged or no safetensors file, so make or fetch it again`,
    );
  };
  if (bytes.length < lengthBytes) fail(`${bytes.length} bytes are too few for a header`);
  const stated = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getBigUint64(0, true);
  if (stated > bytes.length - lengthBytes) fail(`header of ${stated} bytes in a file of ${bytes.length}`);
  if (stated > longestHeader) fail(`header of ${stated} bytes, where ${longestHeader} are the most allowed`);
  const start = lengthBytes + Number(stated);
  const entries = readHeader(bytes.subarray(lengthBytes, start), bytes.length - start, fail);
  return Object.fromEntries(
    entries.map(({ name, dtype, shape, begin, end }) => {
      // A copy, whatever kind of bytes: the slice of a Node Buffer would share a pool that starts elsewhere.
      const own = Uint8Array.from(bytes.subarray(start + begin, start + end));
      try {
        return [name, { dtype, shape, data: storedTypes[dtype].read(own) }];
      } catch (error) {
        throw new Error(`${file}: tensor ${name} of type ${dtype} ${(error as Error).message}`, {
          cause: error,
        });
      }
    }),
  );
}
