import { bytesInMemory, FileBytes, type ByteSource } from './byte-source.ts';
import { decodeCsv } from './csv.ts';
import { FileArray } from './file-array.ts';
import { npyMagic } from './npy-header.ts';
import { decodeNpy } from './npy.ts';
import { arrayIn, entryBytes, mostBytes, npzEntries } from './npz.ts';
import { decodeSafetensors } from './safetensors.ts';
import type { TensorData } from './safetensors-types.ts';

/** An array in memory or on the disk, row-major. */
export interface SampleArray {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly data: TensorData | FileArray;
}

/** Arrays of a file with what its reader decided, and the file where it must stay open for them. */
export interface ArrayFile {
  readonly arrays: Readonly<Record<string, SampleArray>>;
  readonly notes: readonly string[];
  [Symbol.dispose](): void;
}

/** As safetensors names types, and numpy. */
const numpyNames: Readonly<Record<string, string>> = {
  BOOL: 'bool',
  U8: 'uint8',
  I8: 'int8',
  U16: 'uint16',
  I16: 'int16',
  F16: 'float16',
  BF16: 'bfloat16',
  U32: 'uint32',
  I32: 'int32',
  F32: 'float32',
  U64: 'uint64',
  I64: 'int64',
  F64: 'float64',
};

/** The tensors of a safetensors file, their types by numpy's names. */
export const safetensorsArrays = (bytes: Uint8Array, file: string): Readonly<Record<string, SampleArray>> =>
  Object.fromEntries(
    Object.entries(decodeSafetensors(bytes, file)).map(([name, { shape, data, dtype }]) => [
      name,
      { shape, data, dtype: numpyNames[dtype] },
    ]),
  );

const onDisk = (array: FileArray): SampleArray => ({ shape: array.shape, dtype: array.dtype, data: array });

/** Arrays that are larger stay on the disk where they are not packed; the others are read. */
function archived(source: ByteSource, file: string, memory: number): Readonly<Record<string, SampleArray>> {
  let left = memory;
  return Object.fromEntries(
    [...npzEntries(source, file)].map(([name, entry]) => {
      const what = arrayIn(file, entry);
      if (entry.size <= left) {
        left -= entry.size;
        return [name, decodeNpy(entryBytes(source, entry, file), what)];
      }
      if (entry.stored) return [name, onDisk(new FileArray(source, what, entry))];
      throw new Error(
        `${what}: has ${entry.size} bytes when unpacked, and ${left} may be taken; write it with numpy.savez, of which samples are read as they are needed`,
      );
    }),
  );
}

function textOf(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new Error(`${file}: is no text in UTF-8; write it so`, { cause: error });
  }
}

function read(source: ByteSource, file: string, memory: number): Omit<ArrayFile, typeof Symbol.dispose> {
  const beginning = Buffer.from(source.read(0, Math.min(source.length, 8))).toString('latin1');
  const whole = () => {
    if (source.length <= memory) return source.read(0, source.length);
    throw new Error(
      `${file}: has ${source.length} bytes, and ${memory} may be taken; write it with numpy.save or numpy.savez, of which samples are read as they are needed`,
    );
  };
  const notes: string[] = [];
  if (beginning.startsWith(npyMagic)) {
    const array = source.length <= memory ? decodeNpy(whole(), file) : onDisk(new FileArray(source, file));
    return { arrays: { x: array }, notes };
  }
  if (beginning.startsWith('PK')) return { arrays: archived(source, file, memory), notes };
  if (/\.safetensors$/i.test(file)) return { arrays: safetensorsArrays(whole(), file), notes };
  if (/\.(?:csv|tsv|txt)$/i.test(file)) return decodeCsv(textOf(whole(), file), file);
  if (source.length === 0) throw new Error(`${file}: is empty; write it again`);
  throw new Error(`${file}: is no .npy, .npz, .safetensors or .csv file; write the samples as one of these`);
}

/**
 * The arrays of a file: `.npy` (as `x`), `.npz`, `.safetensors` or `.csv`, the first two whatever it is called.
 * @param memory bytes that they may take; arrays of a `.npy` or an unpacked `.npz` that are larger stay on the disk
 * @throws Error naming the file, what is wrong and what to do
 */
export function openArrays(path: string, { memory = mostBytes } = {}): ArrayFile {
  const source = new FileBytes(path);
  try {
    return { ...read(source, path, memory), [Symbol.dispose]: () => source[Symbol.dispose]() };
  } catch (error) {
    source[Symbol.dispose]();
    throw error;
  }
}

/** The same of a file whose bytes are there. */
export const arraysOf = (bytes: Uint8Array, file: string, { memory = mostBytes } = {}) =>
  read(bytesInMemory(bytes), file, memory);
