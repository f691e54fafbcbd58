import { isDtype, storedTypes, type Dtype } from './safetensors-types.ts';
import { JsonNumber, parseStrictJson, type Json, type JsonObject } from './strict-json.ts';

/** A tensor as the header has it; its bytes lie at [begin, end) of the data. */
interface HeaderEntry {
  readonly name: string;
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

/** Bytes; the format's reference implementation reads no longer header. */
export const longestHeader = 100_000_000;
/** The one name in a header that is no tensor's. */
export const metadataKey = '__metadata__';

const isObject = (value: Json | undefined): value is JsonObject => value instanceof Map;

/** A non-negative integer that a float64 holds exactly, written without a sign, a point or an exponent. */
function size(value: Json): number {
  const number = value instanceof JsonNumber && /^\d+$/.test(value.text) ? Number(value.text) : NaN;
  return Number.isSafeInteger(number) ? number : NaN;
}

function sizes(value: Json | undefined, count?: number): readonly number[] | null {
  if (!Array.isArray(value)) return null;
  const numbers = (value as readonly Json[]).map(size);
  return numbers.some(Number.isNaN) || (count !== undefined && numbers.length !== count) ? null : numbers;
}

/** Numbers in a tensor; NaN where a float64 does not hold their count exactly. */
export const volume = (shape: readonly number[]): number =>
  shape.reduce((product, side) => (Number.isSafeInteger(product * side) ? product * side : NaN), 1);

/** How a value of the header is shown: as it is written, cut where it is long. */
function shown(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  if (value instanceof JsonNumber) return value.text;
  if (isObject(value)) return 'an object';
  return Array.isArray(value)
    ? `[${value.slice(0, 8).map(shown).join(', ')}${value.length > 8 ? ', …' : ''}]`
    : JSON.stringify(value).slice(0, 40);
}

type Fail = (what: string) => never;

function entryOf(name: string, value: Json, fail: Fail): HeaderEntry {
  const tensor = `tensor ${name}`;
  if (!isObject(value)) return fail(`${tensor} is ${shown(value)}, expected an object`);
  const dtype = value.get('dtype');
  if (!isDtype(dtype))
    return fail(
      `${tensor} has type ${typeof dtype === 'string' ? dtype : shown(dtype)}, expected one of ${Object.keys(storedTypes).join(', ')}`,
    );
  const shape = sizes(value.get('shape'));
  if (!shape)
    return fail(`${tensor} has the shape ${shown(value.get('shape'))}, expected non-negative integers`);
  const offsets = sizes(value.get('data_offsets'), 2);
  if (!offsets)
    return fail(
      `${tensor} has the data_offsets ${shown(value.get('data_offsets'))}, expected two non-negative integers`,
    );
  const [begin, end] = offsets;
  if (end - begin !== volume(shape) * storedTypes[dtype].bytes)
    return fail(
      `${tensor} of type ${dtype} and shape [${shape.join(', ')}] does not fit its bytes ${begin} to ${end}`,
    );
  return { name, dtype, shape, begin, end };
}

/** Each begins where the one before ends, and the last ends with the file: no gap, no overlap, nothing behind. */
function checkCover(entries: readonly HeaderEntry[], length: number, fail: Fail): void {
  let covered = 0;
  for (const { name, begin, end } of entries.toSorted((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin !== covered)
      fail(
        `tensor ${name} begins at byte ${begin} of the data and the one before ends at ${covered}: ${begin < covered ? 'they overlap' : 'there is a gap'}`,
      );
    if (end > length)
      fail(`tensor ${name} does not fit its bytes ${begin} to ${end}: only ${length} are there`);
    covered = end;
  }
  if (covered !== length) fail(`${length - covered} bytes follow the last tensor and belong to none`);
}

function checkMetadata(metadata: Json, fail: Fail): void {
  if (!isObject(metadata)) return fail(`${metadataKey} is ${shown(metadata)}, expected an object of strings`);
  for (const [key, value] of metadata)
    if (typeof value !== 'string')
      fail(`${metadataKey} has ${shown(value)} for ${JSON.stringify(key)}, expected a string`);
}

/**
 * What the JSON header says of `length` bytes of data, in its own order.
 * @param fail throws
 */
export function readHeader(bytes: Uint8Array, length: number, fail: Fail): readonly HeaderEntry[] {
  let header: Json;
  try {
    header = parseStrictJson(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch (error) {
    return fail(`its header is no JSON: ${error instanceof SyntaxError ? error.message : 'no valid UTF-8'}`);
  }
  if (!isObject(header)) return fail(`its header is ${shown(header)}, expected an object`);
  if (bytes[0] !== 0x7b) return fail('its header does not begin with {');
  const metadata = header.get(metadataKey);
  if (metadata !== undefined) checkMetadata(metadata, fail);
  const entries = [...header]
    .filter(([name]) => name !== metadataKey)
    .map(([name, value]) => entryOf(name, value, fail));
  checkCover(entries, length, fail);
  return entries;
}
