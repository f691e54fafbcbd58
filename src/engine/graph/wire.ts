/** Bytes of one protocol-buffer message or of a part of it, in pieces that are joined once at the end. */
export type Bytes = readonly Uint8Array[];

const text = new TextEncoder();

function varint(value: number | bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}

const tag = (field: number, wireType: number) => varint((field << 3) | wireType);

/** An integer, Boolean or enumeration. */
export function integer(field: number, value: number | bigint | boolean): Bytes {
  return [tag(field, 0), varint(typeof value === 'boolean' ? Number(value) : value)];
}

/** A 32-bit floating point number. */
export function float(field: number, value: number): Bytes {
  return [tag(field, 5), new Uint8Array(Float32Array.of(value).buffer)];
}

/** A message within a message. */
export function message(field: number, ...parts: readonly Bytes[]): Bytes {
  const body = parts.flat();
  return [tag(field, 2), varint(body.reduce((sum, { length }) => sum + length, 0)), ...body];
}

/** A string or a run of bytes. */
export function bytes(field: number, value: string | Uint8Array): Bytes {
  return message(field, [typeof value === 'string' ? text.encode(value) : value]);
}
