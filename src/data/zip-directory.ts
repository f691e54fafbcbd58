import type { ByteSource } from './byte-source.ts';

/** A file in an archive. */
export interface ZipEntry {
  readonly name: string;
  readonly stored: boolean;
  readonly crc: number;
  /** Bytes of the file, as the archive states them. */
  readonly size: number;
  /** Its packed bytes lie at [begin, end). */
  readonly begin: number;
  readonly end: number;
}

type Fail = (what: string, remedy?: string) => never;

const signatures = {
  local: 0x04034b50,
  central: 0x02014b50,
  end: 0x06054b50,
  end64: 0x06064b50,
  locator: 0x07064b50,
};
const endBytes = 22;
const longestComment = 0xffff;
const localBytes = 30;
const centralBytes = 46;
const locatorBytes = 20;
const end64Bytes = 56;
const wide = 0xffffffff;
const [encrypted, described] = [1, 8];
const methods = { stored: 0, deflated: 8 };

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

interface Directory {
  readonly count: number;
  readonly begin: number;
  readonly length: number;
}

function wideNumber(view: DataView, at: number, fail: Fail): number {
  const value = view.getBigUint64(at, true);
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : fail(`states a size of ${value} bytes`);
}

/** Where the directory lies, from the record at the end of the archive. */
function findDirectory(source: ByteSource, fail: Fail): Directory {
  const tailBegin = Math.max(0, source.length - endBytes - longestComment);
  const tail = source.read(tailBegin, source.length);
  const view = viewOf(tail);
  let at = tail.length - endBytes;
  while (
    at >= 0 &&
    !(
      view.getUint32(at, true) === signatures.end &&
      at + endBytes + view.getUint16(at + 20, true) === tail.length
    )
  )
    at--;
  if (at < 0) fail('has no directory at its end, so it is truncated or no archive');
  if (view.getUint16(at + 4, true) !== 0 || view.getUint16(at + 6, true) !== 0)
    fail('is a part of an archive of several files', 'write it as one file');
  const end = tailBegin + at;
  const [count, length, begin] = [
    view.getUint16(at + 10, true),
    view.getUint32(at + 12, true),
    view.getUint32(at + 16, true),
  ];
  if (count !== 0xffff && length !== wide && begin !== wide)
    return checkDirectory({ count, begin, length }, end, fail);
  return checkDirectory(findWideDirectory(source, end, fail), end, fail);
}

function findWideDirectory(source: ByteSource, end: number, fail: Fail): Directory {
  if (end < locatorBytes) fail('has no directory at its end, so it is truncated or no archive');
  const locator = viewOf(source.read(end - locatorBytes, end));
  if (locator.getUint32(0, true) !== signatures.locator) fail('has a damaged directory');
  const at = wideNumber(locator, 8, fail);
  if (at + end64Bytes > end) fail('has a damaged directory');
  const record = viewOf(source.read(at, at + end64Bytes));
  if (record.getUint32(0, true) !== signatures.end64) fail('has a damaged directory');
  return {
    count: wideNumber(record, 32, fail),
    length: wideNumber(record, 40, fail),
    begin: wideNumber(record, 48, fail),
  };
}

function checkDirectory(directory: Directory, end: number, fail: Fail): Directory {
  const { count, begin, length } = directory;
  if (begin + length > end || count * centralBytes > length)
    fail('has a directory that does not fit its bytes');
  return directory;
}

/** Sizes and place that do not fit 32 bits stand in an extra field, in this order. */
function wideFields(extra: Uint8Array, fields: number[], fail: Fail): number[] {
  if (!fields.includes(wide)) return fields;
  const view = viewOf(extra);
  for (let at = 0; at + 4 <= extra.length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    let next = at + 4;
    const end = Math.min(extra.length, next + view.getUint16(at + 2, true));
    return fields.map((field) => {
      if (field !== wide) return field;
      if (next + 8 > end) fail('has a damaged directory');
      next += 8;
      return wideNumber(view, next - 8, fail);
    });
  }
  return fields;
}

interface Listed extends Omit<ZipEntry, 'begin' | 'end'> {
  readonly flags: number;
  readonly method: number;
  readonly packed: number;
  readonly offset: number;
  /** As it is written. */
  readonly nameBytes: Uint8Array;
}

function listed(bytes: Uint8Array, count: number, fail: Fail): Listed[] {
  const view = viewOf(bytes);
  let at = 0;
  const entries: Listed[] = [];
  for (let i = 0; i < count; i++) {
    if (at + centralBytes > bytes.length || view.getUint32(at, true) !== signatures.central)
      fail('has a damaged directory');
    const [flags, method] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)];
    const nameEnd = at + centralBytes + view.getUint16(at + 28, true);
    const extraEnd = nameEnd + view.getUint16(at + 30, true);
    const next = extraEnd + view.getUint16(at + 32, true);
    if (next > bytes.length) fail('has a damaged directory');
    const nameBytes = bytes.subarray(at + centralBytes, nameEnd);
    const fields = [24, 20, 42].map((place) => view.getUint32(at + place, true));
    const [size, packed, offset] = wideFields(bytes.subarray(nameEnd, extraEnd), fields, fail);
    let name = '';
    try {
      name = new TextDecoder('utf-8', { fatal: true }).decode(nameBytes);
    } catch {
      fail('holds a name that is no UTF-8');
    }
    const crc = view.getUint32(at + 16, true);
    entries.push({
      name,
      nameBytes,
      flags,
      method,
      crc,
      size,
      packed,
      offset,
      stored: method === methods.stored,
    });
    at = next;
  }
  if (at !== bytes.length) fail('has a damaged directory');
  return entries;
}

/** An entry with the place of its bytes, which the header before them must confirm. */
function placed(source: ByteSource, entry: Listed, limit: number, fail: Fail): ZipEntry {
  const { name, nameBytes, flags, method, crc, size, packed, offset, stored } = entry;
  if (flags & encrypted) fail(`${name} is encrypted`, 'write it without a password');
  if (method !== methods.stored && method !== methods.deflated)
    fail(`${name} is packed by method ${method}`, 'write it with numpy.savez or numpy.savez_compressed');
  if (stored && size !== packed) fail(`${name} states ${size} bytes and has ${packed}`);
  if (offset + localBytes > limit) fail(`${name} lies beyond the end of the archive's files`);
  const local = viewOf(source.read(offset, offset + localBytes));
  const begin = offset + localBytes + local.getUint16(26, true) + local.getUint16(28, true);
  if (local.getUint32(0, true) !== signatures.local || begin + packed > limit)
    fail(`${name} does not lie where the directory says`);
  const nameThere = source.read(offset + localBytes, offset + localBytes + local.getUint16(26, true));
  // Where sizes and checksum follow the data, the header before them has none.
  const confirmed = flags & described || local.getUint32(14, true) === crc;
  if (
    local.getUint16(6, true) !== flags ||
    local.getUint16(8, true) !== method ||
    !confirmed ||
    !Buffer.from(nameThere).equals(nameBytes)
  )
    fail(`${name} is described differently in the directory and before its bytes`);
  return { name, stored, crc, size, begin, end: begin + packed };
}

/**
 * The files of a zip archive (PKWARE's APPNOTE, with 64-bit sizes), stored or deflated, none over another.
 * @throws Error naming the archive and what is wrong
 */
export function zipEntries(source: ByteSource, file: string): readonly ZipEntry[] {
  const fail = (what: string, remedy = 'the file is damaged, so make or fetch it again'): never => {
    throw new Error(`${file}: ${what}; ${remedy}`);
  };
  if (source.length < endBytes) fail(`${source.length} bytes are too few for an archive`);
  const { count, begin, length } = findDirectory(source, fail);
  const list = listed(source.read(begin, begin + length), count, fail);
  const names = new Set<string>();
  for (const { name } of list) {
    if (names.has(name)) fail(`holds ${name} twice`, 'give each array a name of its own');
    names.add(name);
  }
  const entries = list.map((entry) => placed(source, entry, begin, fail));
  let covered = 0;
  for (const { offset, name } of list.toSorted((a, b) => a.offset - b.offset)) {
    if (offset < covered) fail(`${name} overlaps the file before it`);
    covered = entries.find((entry) => entry.name === name)!.end;
  }
  return entries;
}
