import { volume } from './safetensors-header.ts';
import { storedTypes, type TensorData } from './safetensors-types.ts';
import { npyHeader, type NpyHeader } from './npy-header.ts';

/** An array as a file has it, row-major. */
export interface NamedArray {
  readonly shape: readonly number[];
  /** As numpy calls the type in the file. float16 is read as float32, 64-bit integers as float64, all of them exactly. */
  readonly dtype: string;
  readonly data: TensorData;
}

function swapped(bytes: Uint8Array<ArrayBuffer>, itemBytes: number): Uint8Array<ArrayBuffer> {
  for (let i = 0; i < bytes.length; i += itemBytes) bytes.subarray(i, i + itemBytes).reverse();
  return bytes;
}

/**
 * Numbers in the order of the file, from a whole number of items.
 * @throws Error naming the file and the first number that no array of ours holds exactly
 */
export function npyNumbers(
  bytes: Uint8Array,
  { dtype, stored, itemBytes, bigEndian }: NpyHeader,
  file: string,
): TensorData {
  const own = Uint8Array.from(bytes);
  try {
    return storedTypes[stored].read(bigEndian && itemBytes > 1 ? swapped(own, itemBytes) : own);
  } catch (error) {
    throw new Error(`${file}: of type ${dtype} ${(error as Error).message}`, { cause: error });
  }
}

/** Numbers whose first axis runs fastest, in the order in which the last one does. */
function rowMajor(data: TensorData, shape: readonly number[]): TensorData {
  const rank = shape.length;
  const strides = shape.map((_, axis) => volume(shape.slice(0, axis)));
  const index = new Array<number>(rank).fill(0);
  const ordered = data.slice();
  for (let i = 0, from = 0; i < data.length; i++) {
    ordered[i] = data[from];
    for (let axis = rank - 1; axis >= 0; axis--) {
      from += strides[axis];
      if (++index[axis] < shape[axis]) break;
      from -= strides[axis] * shape[axis];
      index[axis] = 0;
    }
  }
  return ordered;
}

/**
 * The array of a `.npy` file of numbers or truth values, of any byte order, in row-major order.
 * @throws Error naming the file, what is wrong and what to do
 */
export function decodeNpy(bytes: Uint8Array, file: string): NamedArray {
  const header = npyHeader(bytes, file);
  const { dtype, itemBytes, shape, begin, fortran } = header;
  const [found, stated] = [bytes.length - begin, volume(shape) * itemBytes];
  if (found !== stated)
    throw new Error(
      `${file}: holds ${found} bytes of numbers, and its header says ${dtype} of shape (${shape.join(', ')}) = ${stated}; ${found < stated ? 'the file is truncated' : 'there is more than one array in it'}, so write it again`,
    );
  const data = npyNumbers(bytes.subarray(begin), header, file);
  return { shape, dtype, data: fortran && shape.length > 1 ? rowMajor(data, shape) : data };
}
