import { same, sizeOf } from '../graph/value.ts';

/** How the axes of a tensor in a file come to be those of a parameter: axis i of it is axis `order[i]` of the file's. */
export interface Layout {
  readonly name: 'as it is' | 'transposed';
  readonly order: readonly number[];
}

/**
 * Orders in which frameworks store the same weights, by rank: [in, out] and [out, in]; of filters, places before or after
 * channels, which PyTorch has as outputs, inputs (TensorFlow's HWIO, PyTorch's OIHW; the same of one dimension).
 */
const transposed: Readonly<Record<number, readonly (readonly number[])[]>> = {
  2: [[1, 0]],
  3: [[2, 1, 0]],
  4: [
    [2, 3, 1, 0],
    [3, 2, 0, 1],
  ],
};

const withoutOnes = (shape: readonly number[]) => shape.filter((size) => size !== 1);

/** The layouts in which a tensor of shape `from` can be the parameter of shape `to`; several where sides are equal. */
export function layoutsOf(from: readonly number[], to: readonly number[]): readonly Layout[] {
  const asItIs = { name: 'as it is', order: from.map((_, axis) => axis) } as const;
  // Axes of size 1 change no order, and neither does transposing a vector.
  if (same(withoutOnes(from), withoutOnes(to)) && (from.length !== to.length || withoutOnes(to).length < 2))
    return [asItIs];
  const others = from.length === to.length ? (transposed[from.length] ?? []) : [];
  return [
    ...(same(from, to) ? [asItIs] : []),
    ...others
      .map((order) => ({ name: 'transposed', order }) as const)
      .filter(({ order }) =>
        same(
          order.map((axis) => from[axis]),
          to,
        ),
      ),
  ];
}

/** Row-major numbers with their axes in another order. */
export function inOrder(
  values: Float64Array,
  shape: readonly number[],
  { name, order }: Layout,
): Float64Array {
  if (name === 'as it is') return values;
  const strides = order.map((axis) => sizeOf(shape.slice(axis + 1)));
  const sides = order.map((axis) => shape[axis]);
  const index = sides.map(() => 0);
  const ordered = new Float64Array(values.length);
  for (let i = 0, from = 0; i < values.length; i++) {
    ordered[i] = values[from];
    for (let axis = sides.length - 1; axis >= 0; axis--) {
      from += strides[axis];
      if (++index[axis] < sides[axis]) break;
      from -= strides[axis] * sides[axis];
      index[axis] = 0;
    }
  }
  return ordered;
}
