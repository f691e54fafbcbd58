import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';

/** What a field holds: numbers as JavaScript has them, whole ones of 64 bits too, which must fit a float64. */
type Scalar = 'integer' | 'float' | 'double' | 'text' | 'bytes';

/** A field of a message by its number: its name, what it holds, and whether there may be several. */
export interface Field {
  readonly name: string;
  readonly holds: Scalar | (() => Fields);
  readonly repeated: boolean;
}
export type Fields = Readonly<Record<number, Field>>;

export const one = (name: string, holds: Field['holds']): Field => ({ name, holds, repeated: false });
export const many = (name: string, holds: Field['holds']): Field => ({ name, holds, repeated: true });

const wireTypes: Readonly<Record<Scalar, WireType>> = {
  integer: WireType.Varint,
  float: WireType.Bit32,
  double: WireType.Bit64,
  text: WireType.LengthDelimited,
  bytes: WireType.LengthDelimited,
};

function whole(value: bigint | string | number): number {
  const number = Number(value);
  // A slice to the end is written as the largest of 64 bits.
  if (!Number.isSafeInteger(number)) return number > 0 ? Number.MAX_SAFE_INTEGER : Number.MIN_SAFE_INTEGER;
  return number;
}

function scalar(reader: BinaryReader, holds: Scalar): unknown {
  switch (holds) {
    case 'integer':
      return whole(reader.int64());
    case 'float':
      return reader.float();
    case 'double':
      return reader.double();
    case 'text':
      return reader.string();
    case 'bytes':
      return reader.bytes();
  }
}

/** Messages in one another. */
const deepest = 64;

/**
 * A message of the protocol buffers' wire format; fields that are not asked for are passed over.
 * @throws Error where the bytes end early, a field has another wire type, or messages are too deep in one another
 */
export function decodeMessage(bytes: Uint8Array, fields: Fields, depth = 0): Record<string, unknown> {
  if (depth > deepest) throw new Error(`messages stand more than ${deepest} deep in one another`);
  const reader = new BinaryReader(bytes);
  const message: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const { name, repeated } of Object.values(fields)) if (repeated) message[name] = [];
  const put = ({ name, repeated }: Field, value: unknown) => {
    if (repeated) (message[name] as unknown[]).push(value);
    else message[name] = value;
  };
  while (reader.pos < reader.len) {
    const [number, wireType] = reader.tag();
    const field = fields[number];
    if (!field) {
      reader.skip(wireType, number);
      continue;
    }
    const { holds } = field;
    if (typeof holds === 'function') {
      if (wireType !== WireType.LengthDelimited) throw new Error(`field ${field.name} is no message`);
      put(field, decodeMessage(reader.bytes(), holds(), depth + 1));
    } else if (wireType === wireTypes[holds]) put(field, scalar(reader, holds));
    else if (
      wireType === WireType.LengthDelimited &&
      field.repeated &&
      holds !== 'text' &&
      holds !== 'bytes'
    ) {
      const end = reader.uint32() + reader.pos;
      if (end > reader.len) throw new Error(`field ${field.name} is longer than its message`);
      while (reader.pos < end) put(field, scalar(reader, holds));
    } else throw new Error(`field ${field.name} has the wire type ${wireType}`);
  }
  if (reader.pos !== reader.len) throw new Error('a field is longer than its message');
  return message;
}
