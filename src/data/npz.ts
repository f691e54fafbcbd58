import { crc32 } from 'node:zlib';
import { Inflate } from 'fflate';
import { bytesInMemory, type ByteSource } from './byte-source.ts';
import { decodeNpy, type NamedArray } from './npy.ts';
import { zipEntries, type ZipEntry } from './zip-directory.ts';

/** Arrays by name. */
export type NamedArrays = Readonly<Record<string, NamedArray>>;

/** What is read of an archive at most, in bytes when unpacked: an archive can state anything. */
export const mostBytes = 2 ** 31;

/** Deflate makes at most so many bytes of one (zlib's documentation). */
const greatestRatio = 1032;
/** Packed bytes that are unpacked at once, so that no more than some megabytes come of them. */
const stepBytes = 2 ** 14;

const extension = '.npy';
const arrayName = ({ name }: ZipEntry) => name.slice(0, -extension.length);

/** How errors call an array of an archive. */
export const arrayIn = (file: string, entry: ZipEntry) => `${file}, array ${arrayName(entry)}`;

/** @throws Error where bytes are not those that the archive was made of */
export function checkCrc(found: number, { crc }: ZipEntry, what: string): void {
  if (found !== crc)
    throw new Error(
      `${what}: has another checksum than the archive states; it is damaged, so make or fetch it again`,
    );
}

function inflated(packed: Uint8Array, size: number, what: string): Uint8Array {
  const fail = (found: string, cause?: unknown): never => {
    throw new Error(`${what}: ${found}; it is damaged, so make or fetch it again`, { cause });
  };
  if (size > packed.length * greatestRatio)
    fail(`states ${size} bytes, more than ${packed.length} packed bytes can hold`);
  const bytes = new Uint8Array(size);
  let [at, ended] = [0, false];
  const stream = new Inflate((chunk, final) => {
    if (at + chunk.length > size) fail(`unpacks to more than the ${size} bytes that the archive states`);
    bytes.set(chunk, at);
    at += chunk.length;
    ended = final;
  });
  try {
    for (let begin = 0; begin < packed.length; begin += stepBytes)
      stream.push(packed.subarray(begin, begin + stepBytes), begin + stepBytes >= packed.length);
  } catch (error) {
    if ((error as Error).message.startsWith(what)) throw error;
    fail(`cannot be unpacked (${(error as Error).message})`, error);
  }
  if (!ended || at !== size) fail(`unpacks to ${at} bytes, and the archive states ${size}`);
  return bytes;
}

/**
 * The bytes of a file in an archive, checked.
 * @throws Error naming the archive, the array and what is wrong
 */
export function entryBytes(source: ByteSource, entry: ZipEntry, file: string): Uint8Array {
  const packed = source.read(entry.begin, entry.end);
  const what = arrayIn(file, entry);
  const bytes = entry.stored ? packed : inflated(packed, entry.size, what);
  checkCrc(crc32(bytes), entry, what);
  return bytes;
}

/**
 * The files of a `.npz` archive, all of them arrays.
 * @throws Error naming the archive and what is wrong
 */
export function npzEntries(source: ByteSource, file: string): ReadonlyMap<string, ZipEntry> {
  const entries = zipEntries(source, file);
  for (const { name } of entries)
    if (!name.endsWith(extension))
      throw new Error(`${file}: holds ${name}, which is no array; write it with numpy.savez`);
  if (entries.length === 0) throw new Error(`${file}: holds no array; give numpy.savez arrays to write`);
  return new Map(entries.map((entry) => [arrayName(entry), entry]));
}

/**
 * The arrays of a `.npz` archive, as numpy.savez or numpy.savez_compressed write it.
 * @param most bytes of all arrays together: an archive that states or holds more is refused before they are unpacked
 * @throws Error naming the archive, the array and what is wrong
 */
export function decodeNpz(bytes: Uint8Array, file: string, { most = mostBytes } = {}): NamedArrays {
  const source = bytesInMemory(bytes);
  const entries = npzEntries(source, file);
  const stated = [...entries.values()].reduce((sum, { size }) => sum + size, 0);
  if (stated > most)
    throw new Error(
      `${file}: states ${stated} bytes of arrays, and ${most} are the most read; write fewer samples, or write it with numpy.savez, of which samples are read as they are needed`,
    );
  return Object.fromEntries(
    [...entries].map(([name, entry]) => [
      name,
      decodeNpy(entryBytes(source, entry, file), arrayIn(file, entry)),
    ]),
  );
}
