import { dataTypes, type DataTypeName } from './native.ts';
import { bytes, float, integer, message, type Bytes } from './wire.ts';

/** Reference to the output of a node: its name, or `name:i` for an output other than the first. */
export type Reference = string;

/** An attribute of a node, encoded as the `AttrValue` of TensorFlow's attr_value.proto. */
export type Attribute = Bytes;

/** One op of a graph. */
export interface Node {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly Reference[];
  readonly attributes: Readonly<Record<string, Attribute>>;
  /** The op with its inputs' types and shapes, for error messages. */
  readonly told?: string;
}

const shapeProto = (shape: readonly number[]) => shape.map((size) => message(2, integer(1, size))).flat();

/** Encoders of attribute values. */
export const attribute = {
  string: (value: string): Attribute => bytes(2, value),
  integer: (value: number): Attribute => integer(3, value),
  float: (value: number): Attribute => float(4, value),
  boolean: (value: boolean): Attribute => integer(5, value),
  type: (type: number): Attribute => integer(6, type),
  shape: (shape: readonly number[]): Attribute => message(7, shapeProto(shape)),
  strings: (values: readonly string[]): Attribute => message(1, ...values.map((value) => bytes(2, value))),
  integers: (values: readonly number[]): Attribute => message(1, ...values.map((value) => integer(3, value))),
  floats: (values: readonly number[]): Attribute => message(1, ...values.map((value) => float(4, value))),
  booleans: (values: readonly boolean[]): Attribute =>
    message(1, ...values.map((value) => integer(5, value))),
  types: (types: readonly number[]): Attribute => message(1, ...types.map((type) => integer(6, type))),
};

/** Values of a constant in the memory layout of its type. */
export type ConstantValues = Float32Array | Float64Array | Int32Array | BigInt64Array | Uint8Array;

/** Attributes of a `Const` node. */
export function constantAttributes(
  type: DataTypeName,
  shape: readonly number[],
  values: ConstantValues,
): Node['attributes'] {
  const content = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const dtype = dataTypes[type];
  const tensor = message(8, integer(1, dtype), message(2, shapeProto(shape)), bytes(4, content));
  return { dtype: attribute.type(dtype), value: tensor };
}

/** The same op in another place: under a new name and with other inputs. */
export function renamed(node: Node, prefix: string, replace: (input: Reference) => Reference): Node {
  return { ...node, name: `${prefix}${node.name}`, inputs: node.inputs.map(replace) };
}

function encodeNode({ name, op, inputs, attributes }: Node): Bytes {
  return message(
    1,
    bytes(1, name),
    bytes(2, op),
    ...inputs.map((input) => bytes(3, input)),
    ...Object.entries(attributes).map(([key, value]) => message(5, bytes(1, key), message(2, value))),
  );
}

/** Version of the graph format; those since 2015 differ only in what old programs must not read. */
const graphVersion = 1395;

/** A `SavedModel` (saved_model.proto) of these nodes, with the tag `serve` and no signature. */
export function encodeSavedModel(nodes: readonly Node[]): Uint8Array {
  const graph = message(2, ...nodes.map(encodeNode), message(4, integer(1, graphVersion)));
  return Buffer.concat([integer(1, 1), message(2, message(1, bytes(4, 'serve')), graph)].flat());
}
