import type { DataType, TensorType } from '../graph/value.ts';
import { sizeOf } from '../graph/value.ts';

/** Numbers of a tensor in JavaScript's memory, row-major: all floating point is float64, whatever the type in the graph. */
export type PlainNumbers = Float64Array | Int32Array | Uint8Array;

const kinds = {
  float32: Float64Array,
  float64: Float64Array,
  int32: Int32Array,
  bool: Uint8Array,
} as const;

/** How numbers of a type are held; throws for 64-bit integers, which only native TensorFlow has. */
export function kindOf(type: DataType): (typeof kinds)[keyof typeof kinds] {
  if (type === 'int64') throw new Error('64-bit integers need native TensorFlow');
  return kinds[type];
}

/** Memory for a tensor. */
export const allocated = ({ type, shape }: TensorType): PlainNumbers => new (kindOf(type))(sizeOf(shape));

/** Numbers of any kind as a tensor of a type holds them; the same array where it is one already. */
export function asKind(type: DataType, values: ArrayLike<number>): PlainNumbers {
  const kind = kindOf(type);
  return values instanceof kind ? values : kind.from(values);
}
