import { Inflate } from 'fflate';
import { decodeNpy, type NumpyArray } from './npy.ts';

/** The most that an archive may hold when it is unpacked, in bytes. */
const mostBytes = 8 * 2 ** 30;
/** Bytes that deflated data can grow to: its format allows no more than 1,032 for each. */
const mostGrowth = 1032;

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packed: Uint8Array;
  readonly size: number;
  readonly crc: number;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) crc = crcTable[(crc ^ bytes[i]) & 255] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** A 64-bit field of the extra data by which large archives are written; the 32-bit one unless that says to look there. */
function wide(view: DataView, at: number, length: number, fields: readonly number[]): number[] {
  const found = [...fields];
  for (let i = at; i + 4 <= at + length; i += 4 + view.getUint16(i + 2, true)) {
    if (view.getUint16(i, true) !== 1) continue;
    let next = i + 4;
    const end = next + view.getUint16(i + 2, true);
    found.forEach((value, k) => {
      if (value !== 0xffffffff || next + 8 > end) return;
      found[k] = Number(view.getBigUint64(next, true));
      next += 8;
    });
  }
  return found;
}

/** The entries of a ZIP archive by its central directory (APPNOTE.TXT 6.3). */
function entriesOf(bytes: Uint8Array, fail: (what: string) => never): Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const signature = (at: number) => (at >= 0 && at + 4 <= bytes.length ? view.getUint32(at, true) : 0);
  let end = bytes.length - 22;
  while (end >= 0 && end > bytes.length - 22 - 65536 && signature(end) !== 0x06054b50) end--;
  if (signature(end) !== 0x06054b50) fail('it has no directory');
  let [count, at] = [view.getUint16(end + 10, true), view.getUint32(end + 16, true)];
  if (at === 0xffffffff || count === 0xffff) {
    const whole = Number(view.getBigUint64(end - 20 + 8, true));
    if (signature(end - 20) !== 0x07064b50 || signature(whole) !== 0x06064b50)
      fail('its directory is not where it is said to be');
    [count, at] = [Number(view.getBigUint64(whole + 32, true)), Number(view.getBigUint64(whole + 48, true))];
  }
  const entries: Entry[] = [];
  for (let k = 0; k < count; k++) {
    if (signature(at) !== 0x02014b50) fail(`entry ${k} of its directory is not where it is said to be`);
    const lengths = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + lengths[0]));
    if ((view.getUint16(at + 8, true) & 1) !== 0) fail(`${name} is encrypted`);
    const fields = [24, 20, 42].map((field) => view.getUint32(at + field, true));
    const [size, packedSize, local] = wide(view, at + 46 + lengths[0], lengths[1], fields);
    if (signature(local) !== 0x04034b50) fail(`${name} is not where it is said to be`);
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    if (!(start + packedSize <= bytes.length)) fail(`${name} is cut off`);
    entries.push({
      name,
      method: view.getUint16(at + 10, true),
      packed: bytes.subarray(start, start + packedSize),
      size,
      crc: view.getUint32(at + 16, true),
    });
    at += 46 + lengths[0] + lengths[1] + lengths[2];
  }
  return entries;
}

/** An entry's bytes, which must be as many as the directory says: no more are ever unpacked. */
function unpacked({ name, method, packed, size, crc }: Entry, fail: (what: string) => never): Uint8Array {
  const lies = () => fail(`${name} is not of the ${size} bytes that the directory says`);
  if (method === 0 && packed.length !== size) lies();
  if (method !== 0 && method !== 8) fail(`${name} is compressed by method ${method}, and 0 and 8 are read`);
  if (size > mostGrowth * packed.length + 64) lies();
  let bytes = packed;
  if (method === 8) {
    bytes = new Uint8Array(size);
    let filled = 0;
    const inflate = new Inflate((chunk) => {
      if (filled + chunk.length > size) lies();
      bytes.set(chunk, filled);
      filled += chunk.length;
    });
    try {
      // Piece by piece, so that what is too much is seen before it is there.
      for (let i = 0; i < packed.length; i += 65536) {
        const last = i + 65536 >= packed.length;
        inflate.push(packed.subarray(i, i + 65536), last);
      }
    } catch (error) {
      if ((error as Error).message.includes(name)) throw error;
      fail(`${name} cannot be unpacked (${(error as Error).message})`);
    }
    if (filled !== size) lies();
  }
  if (crc32(bytes) !== crc) fail(`${name} has another checksum than the directory says`);
  return bytes;
}

/**
 * The arrays of a NumPy archive by name, unpacked by no more than they say they hold.
 * @throws Error that names the file and says what is wrong
 */
export function decodeNpz(
  bytes: Uint8Array,
  file = 'npz',
  limit = mostBytes,
): Readonly<Record<string, NumpyArray>> {
  const fail = (what: string): never => {
    throw new Error(`${file}: ${what}; the archive is damaged or not one of NumPy's, so save it again`);
  };
  let entries: Entry[];
  try {
    entries = entriesOf(bytes, fail);
  } catch (error) {
    if (error instanceof RangeError) return fail('its directory points outside of it');
    throw error;
  }
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  if (total > limit)
    throw new Error(
      `${file}: it holds ${total} bytes, and ${limit} are read at most; save fewer samples, or as .npy`,
    );
  const arrays = new Map<string, NumpyArray>();
  for (const entry of entries) {
    const name = entry.name.replace(/\.npy$/, '');
    if (arrays.has(name)) fail(`it has two arrays of the name ${name}`);
    arrays.set(name, decodeNpy(unpacked(entry, fail), `${file}: ${name}`));
  }
  return Object.fromEntries(arrays);
}
