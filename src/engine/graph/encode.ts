import { bytes, float, integer, message, type Bytes } from './wire.ts';
import { dataTypes, reachable, type Attribute, type Node, type TensorType, type Value } from './value.ts';

const shapeProto = (shape: readonly number[]) => shape.map((size) => message(2, integer(1, size))).flat();

/** An attribute as the `AttrValue` of TensorFlow's attr_value.proto. */
function encodeAttribute({ kind, value }: Attribute): Bytes {
  switch (kind) {
    case 'string':
      return bytes(2, value);
    case 'integer':
      return integer(3, value);
    case 'float':
      return float(4, value);
    case 'boolean':
      return integer(5, value);
    case 'type':
      return integer(6, dataTypes[value]);
    case 'shape':
      return message(7, shapeProto(value));
    case 'strings':
      return message(1, ...value.map((one) => bytes(2, one)));
    case 'integers':
      return message(1, ...value.map((one) => integer(3, one)));
    case 'floats':
      return message(1, ...value.map((one) => float(4, one)));
    case 'booleans':
      return message(1, ...value.map((one) => integer(5, one)));
    case 'types':
      return message(1, ...value.map((one) => integer(6, dataTypes[one])));
  }
}

function tensorProto({ type, shape }: TensorType, numbers: NonNullable<Node['numbers']>): Bytes {
  const content = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  return message(8, integer(1, dataTypes[type]), message(2, shapeProto(shape)), bytes(4, content));
}

/** Version of the graph format; those since 2015 differ only in what old programs must not read. */
const graphVersion = 1395;

/** A graph for TensorFlow, and its nodes by their names in it. */
export interface Encoded {
  readonly savedModel: Uint8Array;
  readonly names: ReadonlyMap<string, Node>;
}

/** The name of a placeholder, by which it is fed. */
export const placeholderName = ({ node: { attributes } }: Value): string => attributes.name.value as string;

/**
 * A `SavedModel` (saved_model.proto) of what the values need, with the tag `serve` and no signature; its outputs are the
 * nodes `o0`, `o1`, …, and the placeholders are there whether they are needed or not.
 */
export function encoded(values: readonly Value[], placeholders: readonly Value[]): Encoded {
  const nodes = reachable([...values, ...placeholders]);
  const names = new Map(
    nodes.map((one, i) => [
      one,
      one.op === 'Placeholder' ? placeholderName(one.outputs[0]) : `${one.op.replace(/^_/, '')}_${i}`,
    ]),
  );
  const reference = ({ node, output }: Value) => `${names.get(node)}${output === 0 ? '' : `:${output}`}`;
  const encode = (
    name: string,
    op: string,
    inputs: readonly string[],
    attributes: readonly (readonly [string, Bytes])[],
  ) =>
    message(
      1,
      bytes(1, name),
      bytes(2, op),
      ...inputs.map((input) => bytes(3, input)),
      ...attributes.map(([key, value]) => message(5, bytes(1, key), message(2, value))),
    );
  const body = nodes.map((one) => {
    const attributes = Object.entries(one.attributes).flatMap(([key, value]) =>
      one.op === 'Placeholder' && key === 'name' ? [] : [[key, encodeAttribute(value)] as const],
    );
    const numbers = one.numbers ? [['value', tensorProto(one.outputs[0], one.numbers)] as const] : [];
    return encode(names.get(one)!, one.op, one.inputs.map(reference), [...attributes, ...numbers]);
  });
  // Fetched nodes are never optimised away, and short names make short calls.
  const fetched = values.map((value, i) =>
    encode(
      `o${i}`,
      'Identity',
      [reference(value)],
      [['T', encodeAttribute({ kind: 'type', value: value.type })]],
    ),
  );
  const graph = message(2, ...body, ...fetched, message(4, integer(1, graphVersion)));
  const savedModel = Buffer.concat([integer(1, 1), message(2, message(1, bytes(4, 'serve')), graph)].flat());
  return { savedModel, names: new Map([...names].map(([one, name]) => [name, one])) };
}
