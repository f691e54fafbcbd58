import { lowered } from '../lower.ts';
import { node, type Attributes, type DataType, type Value } from '../value.ts';

/** What a kernel of tfjs is given: tensors by name or in a list, and settings. */
export interface Call {
  readonly inputs: Readonly<Record<string, Value>>;
  readonly list: readonly Value[];
  readonly settings: Readonly<Record<string, unknown>>;
  /** What numbers are in this graph. */
  readonly numberType: DataType;
}

/** A kernel of tfjs in the words of the graph. */
export type OfTfjs = (call: Call) => Value | readonly Value[];
export type TableOfTfjs = Readonly<Record<string, OfTfjs>>;

/** An op of TensorFlow as native TensorFlow would have recorded it. */
export const recorded = (
  op: string,
  inputs: readonly Value[],
  attributes: Attributes,
  shape: readonly number[],
  type: DataType = inputs[0].type,
): Value => lowered(node(op, inputs, attributes, [{ type, shape }]))[0];

/** An axis or several, counted from 0; all of them where none is named. */
export function axesIn(axis: unknown, { length }: readonly number[]): number[] {
  if (axis === undefined || axis === null) return Array.from({ length }, (_, i) => i);
  const list = typeof axis === 'number' ? [axis] : [...(axis as readonly number[])];
  return list.map((one) => (one < 0 ? one + length : one));
}

/** A type of tfjs in this graph. */
export const typeOf = (name: unknown, numberType: DataType): DataType =>
  name === 'float32' ? numberType : (name as DataType);
