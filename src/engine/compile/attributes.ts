import { attribute, type Attribute, type Node } from './graph.ts';
import { dataTypes, type NativeBackend, type OpAttribute } from './native.ts';
import type { Precision } from './signature.ts';

/** The number of a data type inside a graph of the given precision. */
export function typeInGraph(type: number, precision: Precision): number {
  return type === dataTypes.float32 && precision === 'float64' ? dataTypes.float64 : type;
}

/** Attributes that tfjs-node leaves to TensorFlow's eager mode to infer, by the input whose type they are. */
const inferred: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  ExpandDims: { T: 0, Tdim: 1 },
};

function encode(backend: NativeBackend, { name, type, value }: OpAttribute, precision: Precision): Attribute {
  const { TF_ATTR_STRING, TF_ATTR_INT, TF_ATTR_FLOAT, TF_ATTR_BOOL, TF_ATTR_TYPE, TF_ATTR_SHAPE } =
    backend.binding;
  const list = Array.isArray(value) && type !== TF_ATTR_SHAPE;
  switch (type) {
    case TF_ATTR_STRING:
      return list ? attribute.strings(value) : attribute.string(value as string);
    case TF_ATTR_INT:
      return list ? attribute.integers(value) : attribute.integer(value as number);
    case TF_ATTR_FLOAT:
      return list ? attribute.floats(value) : attribute.float(value as number);
    case TF_ATTR_BOOL:
      return list ? attribute.booleans(value) : attribute.boolean(Boolean(value));
    case TF_ATTR_TYPE:
      return list
        ? attribute.types((value as number[]).map((one) => typeInGraph(one, precision)))
        : attribute.type(typeInGraph(value as number, precision));
    case TF_ATTR_SHAPE:
      return attribute.shape(value as number[]);
    default:
      throw new Error(`attribute ${name} has the unknown kind ${type}`);
  }
}

/** The attributes of an op as its node in the graph has them; `types` are those of its inputs there. */
export function nodeAttributes(
  backend: NativeBackend,
  op: string,
  attributes: readonly OpAttribute[],
  types: readonly number[],
  precision: Precision,
): Node['attributes'] {
  const missing = Object.entries(inferred[op] ?? {}).map(([name, input]) => [
    name,
    attribute.type(types[input]),
  ]);
  const given = attributes.map((one) => [one.name, encode(backend, one, precision)]);
  return Object.fromEntries([...missing, ...given]);
}
