import { volume } from './safetensors-header.ts';
import type { Dtype } from './safetensors-types.ts';

/** What stands before the numbers of a `.npy` file. */
export interface NpyHeader {
  /** As numpy calls it: `float64`. */
  readonly dtype: string;
  /** The same type by its name in safetensors, whose reader reads it. */
  readonly stored: Dtype;
  /** Bytes of a number. */
  readonly itemBytes: number;
  readonly bigEndian: boolean;
  /** Whether the first axis runs fastest. */
  readonly fortran: boolean;
  readonly shape: readonly number[];
  /** Where the numbers begin, in bytes. */
  readonly begin: number;
}

/** Types by what stands behind the byte order in `descr`. */
const types: Readonly<Record<string, readonly [dtype: string, stored: Dtype, bytes: number]>> = {
  b1: ['bool', 'BOOL', 1],
  i1: ['int8', 'I8', 1],
  i2: ['int16', 'I16', 2],
  i4: ['int32', 'I32', 4],
  i8: ['int64', 'I64', 8],
  u1: ['uint8', 'U8', 1],
  u2: ['uint16', 'U16', 2],
  u4: ['uint32', 'U32', 4],
  u8: ['uint64', 'U64', 8],
  f2: ['float16', 'F16', 2],
  f4: ['float32', 'F32', 4],
  f8: ['float64', 'F64', 8],
};

/** Types that hold no real numbers, or more digits than a float64. */
const refusals: readonly (readonly [pattern: RegExp, words: string, remedy: string])[] = [
  [/^.?O/, 'Python objects, which are never unpickled here', "save it with astype('float64')"],
  [/^.?[SUa]/, 'text', 'save numbers'],
  [/^.?c/, 'complex numbers', 'save their real and imaginary parts'],
  [/^.?[mM]/, 'dates', "save them with astype('float64')"],
  [/^.?V/, 'a structured type', 'save each of its fields as an array of its own'],
  [/^.?[fg](?:12|16)$/, 'a float beyond float64', "save it with astype('float64')"],
];

/** What a `.npy` file begins with. */
export const npyMagic = '\x93NUMPY';
const versionBytes = 2;
/** Of a plain type a header has some hundred bytes; numpy reads up to 10,000 unless it is told otherwise. */
const longestHeader = 10_000;
/** As many as numpy's arrays may have. */
const mostAxes = 64;

/** Bytes from which `npyHeader` reads, at most. */
export const mostHeaderBytes = npyMagic.length + versionBytes + 4 + longestHeader;

type Fail = (what: string, remedy?: string) => never;

interface Fields {
  descr?: string | null;
  fortran_order?: boolean;
  shape?: readonly number[];
}

/** The dictionary of a header: the three keys that numpy writes, each once, in the literals in which it writes them. */
function parseFields(text: string, fail: Fail): Required<Fields> {
  let at = 0;
  const space = /[ \t\n]*/y;
  const take = (pattern: RegExp): string | undefined => {
    space.lastIndex = at;
    at += space.exec(text)![0].length;
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };
  const expect = (sign: string, pattern: RegExp) =>
    take(pattern) ?? fail(`its header has no ${sign} at ${at}`);
  const quoted = () => take(/'[^'"\\]*'|"[^'"\\]*"/y)?.slice(1, -1);

  function shape(): readonly number[] {
    expect('(', /\(/y);
    const sizes: number[] = [];
    let comma = true;
    for (;;) {
      if (take(/\)/y) !== undefined) break;
      if (!comma) fail(`its header has no comma in the shape at ${at}`);
      const digits = expect('size', /(?:0|[1-9]\d*)(?![\w.])/y);
      if (sizes.push(Number(digits)) > mostAxes) fail(`its shape has more than ${mostAxes} axes`);
      comma = take(/,/y) !== undefined;
    }
    // (3) is a number in Python, and (3,) a tuple.
    if (sizes.length === 1 && !comma) fail('its shape is a number and no tuple');
    return sizes;
  }

  const fields: Fields = {};
  expect('{', /\{/y);
  for (;;) {
    if (take(/\}/y) !== undefined) break;
    const key = quoted() ?? fail(`its header has no key at ${at}`);
    if (!['descr', 'fortran_order', 'shape'].includes(key)) fail(`its header has the unknown key '${key}'`);
    if (Object.hasOwn(fields, key)) fail(`its header has the key '${key}' twice`);
    expect(':', /:/y);
    if (key === 'shape') fields.shape = shape();
    else if (key === 'fortran_order')
      fields.fortran_order = expect('True or False', /(?:True|False)(?!\w)/y) === 'True';
    else {
      if (take(/(?=[[(])/y) !== undefined)
        fail('it holds a structured type', 'save each of its fields as an array of its own');
      fields.descr = quoted() ?? fail(`its header has no type at ${at}`);
    }
    if (take(/,/y) === undefined) {
      expect('}', /\}/y);
      break;
    }
  }
  // For numpy the header is a line of Python.
  if (!/^[ \t]*\n*$/.test(text.slice(at))) fail(`its header has something behind the dictionary at ${at}`);
  for (const key of ['descr', 'fortran_order', 'shape'])
    if (!Object.hasOwn(fields, key)) fail(`its header has no '${key}'`);
  return fields as Required<Fields>;
}

/**
 * The header of a `.npy` file of version 1.0, 2.0 or 3.0 (numpy.lib.format).
 * @param bytes the file, or its beginning of at least `mostHeaderBytes`
 * @throws Error naming the file, what is wrong and what to do
 */
export function npyHeader(bytes: Uint8Array, file: string): NpyHeader {
  const fail = (
    what: string,
    remedy = 'the file is damaged or no .npy file, so write it again with numpy.save',
  ): never => {
    throw new Error(`${file}: ${what}; ${remedy}`);
  };
  const latin1 = (begin: number, end: number) => Buffer.from(bytes.subarray(begin, end)).toString('latin1');
  if (latin1(0, npyMagic.length) !== npyMagic) fail('does not begin like a .npy file');
  const [major, minor] = bytes.subarray(npyMagic.length);
  if (![1, 2, 3].includes(major) || minor !== 0)
    fail(`is of version ${major ?? '?'}.${minor ?? '?'} of the format, and 1.0, 2.0 and 3.0 are read`);
  const lengthAt = npyMagic.length + versionBytes;
  const start = lengthAt + (major === 1 ? 2 : 4);
  if (bytes.length < start) fail(`${bytes.length} bytes are too few for a header`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = major === 1 ? view.getUint16(lengthAt, true) : view.getUint32(lengthAt, true);
  if (length > longestHeader) fail(`has a header of ${length} bytes, and ${longestHeader} are the most read`);
  if (start + length > bytes.length) fail('ends within its header');
  const text = latin1(start, start + length);
  // Only the names of a structured type's fields may be other than ASCII.
  if (/[^\t\r\n\x20-\x7e]/.test(text)) fail('its header holds bytes that are no text');
  const { descr, fortran_order: fortran, shape } = parseFields(text, fail);
  const refusal = refusals.find(([pattern]) => pattern.test(descr!));
  const order = descr![0];
  const type = Object.hasOwn(types, descr!.slice(1)) ? types[descr!.slice(1)] : undefined;
  if (!type || !'<>|'.includes(order) || (order === '|' && type[2] > 1)) {
    if (refusal) return fail(`holds ${refusal[1]} (${descr})`, refusal[2]);
    return fail(
      `holds numbers of the unknown type '${descr!.slice(0, 20)}'`,
      "save it with astype('float64')",
    );
  }
  const [dtype, stored, itemBytes] = type;
  if (Number.isNaN(volume(shape)))
    fail(`its shape (${shape.join(', ')}) has more numbers than can be counted`);
  return {
    dtype,
    stored,
    itemBytes,
    bigEndian: order === '>',
    fortran: fortran!,
    shape,
    begin: start + length,
  };
}
