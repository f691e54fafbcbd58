import { dataTypes, type Attribute, type Attributes, type DataType } from '../graph/value.ts';
import type { NativeBackend, OpAttribute } from './native.ts';
import type { InputType, Precision } from './signature.ts';

/** The type that one of tfjs has inside a graph of the given precision. */
export const typeInGraph = (type: InputType, precision: Precision): InputType | Precision =>
  type === 'float32' ? precision : type;

function typeNumbered(number: number, precision: Precision): DataType {
  const [name] = Object.entries(dataTypes).find(([, known]) => known === number) ?? [];
  if (name === undefined) throw new Error(`TensorFlow's type ${number} has no place in a graph`);
  return name === 'float32' ? precision : (name as DataType);
}

function converted(
  backend: NativeBackend,
  { name, type, value }: OpAttribute,
  precision: Precision,
): Attribute {
  const { TF_ATTR_STRING, TF_ATTR_INT, TF_ATTR_FLOAT, TF_ATTR_BOOL, TF_ATTR_TYPE, TF_ATTR_SHAPE } =
    backend.binding;
  const list = Array.isArray(value);
  switch (type) {
    case TF_ATTR_STRING:
      return list ? { kind: 'strings', value } : { kind: 'string', value: value as string };
    case TF_ATTR_INT:
      return list ? { kind: 'integers', value } : { kind: 'integer', value: value as number };
    case TF_ATTR_FLOAT:
      return list ? { kind: 'floats', value } : { kind: 'float', value: value as number };
    case TF_ATTR_BOOL:
      return list ? { kind: 'booleans', value } : { kind: 'boolean', value: Boolean(value) };
    case TF_ATTR_TYPE:
      return list
        ? { kind: 'types', value: (value as number[]).map((one) => typeNumbered(one, precision)) }
        : { kind: 'type', value: typeNumbered(value as number, precision) };
    case TF_ATTR_SHAPE:
      return { kind: 'shape', value: value as number[] };
    default:
      throw new Error(`attribute ${name} has the unknown kind ${type}`);
  }
}

/** The attributes of an op as its node in the graph has them. */
export const nodeAttributes = (
  backend: NativeBackend,
  attributes: readonly OpAttribute[],
  precision: Precision,
): Attributes => Object.fromEntries(attributes.map((one) => [one.name, converted(backend, one, precision)]));
