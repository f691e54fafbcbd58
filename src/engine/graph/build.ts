import {
  attribute,
  isFloat,
  node,
  same,
  sizeOf,
  type Attributes,
  type DataType,
  type Numbers,
  type TensorType,
  type Value,
} from './value.ts';

/** The attribute `T` of most ops: the type of their numbers. */
export const T = ({ type }: TensorType): Attributes => ({ T: attribute.type(type) });

const one = (op: string, inputs: readonly Value[], attributes: Attributes, type: TensorType): Value =>
  node(op, inputs, attributes, [type]).outputs[0];

/** Typed arrays of each type. */
const arrays = {
  float32: Float32Array,
  float64: Float64Array,
  int32: Int32Array,
  bool: Uint8Array,
};

/** A constant tensor. */
export function constant(type: DataType, shape: readonly number[], numbers: Numbers): Value {
  return node('Const', [], { dtype: attribute.type(type) }, [{ type, shape }], numbers).outputs[0];
}

/** A list of whole numbers, as shapes, axes and orders are given to ops. */
export const integers = (values: readonly number[]) =>
  constant('int32', [values.length], Int32Array.from(values));
const integer = (value: number) => constant('int32', [], Int32Array.of(value));

/** A number of a type. */
export const scalar = (type: Exclude<DataType, 'int64'>, value: number) =>
  constant(type, [], arrays[type].of(value));
/** A number of the type that another value has. */
export const like = ({ type }: TensorType, value: number) => scalar(type as 'float32', value);

/** A placeholder; told apart by its node. */
export const placeholder = (name: string, { type, shape }: TensorType): Value =>
  one(
    'Placeholder',
    [],
    { name: attribute.string(name), dtype: attribute.type(type), shape: { kind: 'shape', value: shape } },
    { type, shape },
  );

/**
 * The shape of an elementwise op's result.
 * @throws RangeError where the two do not fit
 */
export function broadcastShape(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const [p, q] = [a[a.length - rank + i] ?? 1, b[b.length - rank + i] ?? 1];
    if (p !== q && p !== 1 && q !== 1)
      throw new RangeError(`shapes [${a.join(', ')}] and [${b.join(', ')}] do not fit each other`);
    return p === 1 ? q : p;
  });
}

/** An elementwise op on one value. */
export const unary = (op: string, x: Value): Value => one(op, [x], T(x), x);
/** An elementwise op on two values, with broadcasting. */
export const binary = (op: string, a: Value, b: Value): Value =>
  one(op, [a, b], T(a), { type: a.type, shape: broadcastShape(a.shape, b.shape) });
export const add = (a: Value, b: Value) => binary('AddV2', a, b);
export const sub = (a: Value, b: Value) => binary('Sub', a, b);
export const mul = (a: Value, b: Value) => binary('Mul', a, b);
export const div = (a: Value, b: Value) => binary('RealDiv', a, b);
export const neg = (x: Value) => unary('Neg', x);
/** A number times a value. */
export const times = (factor: number, x: Value) => mul(like(x, factor), x);

/** A comparison, with broadcasting. */
export const compared = (
  op: 'Greater' | 'Less' | 'Equal' | 'LessEqual' | 'GreaterEqual',
  a: Value,
  b: Value,
) => one(op, [a, b], T(a), { type: 'bool', shape: broadcastShape(a.shape, b.shape) });
/** a where the condition holds, else b; with broadcasting. */
export const select = (condition: Value, a: Value, b: Value) =>
  one('SelectV2', [condition, a, b], T(a), {
    type: a.type,
    shape: broadcastShape(condition.shape, broadcastShape(a.shape, b.shape)),
  });
export const cast = (x: Value, type: DataType) =>
  x.type === type
    ? x
    : one(
        'Cast',
        [x],
        { SrcT: attribute.type(x.type), DstT: attribute.type(type) },
        { type, shape: x.shape },
      );

/** A view of its own on a value, to take derivatives by. */
export const identity = (x: Value) => unary('Identity', x);

export function reshape(x: Value, shape: readonly number[]): Value {
  if (same(x.shape, shape)) return x;
  return one(
    'Reshape',
    [x, integers(shape)],
    { ...T(x), Tshape: attribute.type('int32') },
    { type: x.type, shape },
  );
}

export function transpose(x: Value, order: readonly number[]): Value {
  if (order.every((axis, i) => axis === i)) return x;
  return one(
    'Transpose',
    [x, integers(order)],
    { ...T(x), Tperm: attribute.type('int32') },
    { type: x.type, shape: order.map((axis) => x.shape[axis]) },
  );
}

export function broadcastTo(x: Value, shape: readonly number[]): Value {
  if (same(x.shape, shape)) return x;
  return one(
    'BroadcastTo',
    [x, integers(shape)],
    { ...T(x), Tidx: attribute.type('int32') },
    { type: x.type, shape },
  );
}

/** A tensor of one number. */
export const filled = (type: TensorType, value: number) => broadcastTo(like(type, value), type.shape);
export const zeros = (type: TensorType) => filled(type, 0);

/** An op that reduces some axes: `Sum`, `Max`, … */
export function reduced(op: string, x: Value, axes: readonly number[], keep = false): Value {
  if (axes.length === 0) return x;
  const shape = keep
    ? x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size))
    : x.shape.filter((_, axis) => !axes.includes(axis));
  const attributes = { ...T(x), Tidx: attribute.type('int32'), keep_dims: attribute.boolean(keep) };
  return one(op, [x, integers(axes)], attributes, { type: x.type, shape });
}
export const sum = (x: Value, axes: readonly number[], keep = false) => reduced('Sum', x, axes, keep);

/** Summed over what broadcasting from `shape` has repeated. */
export function sumTo(x: Value, shape: readonly number[]): Value {
  const lead = x.shape.length - shape.length;
  const axes = x.shape.flatMap((size, axis) =>
    axis < lead || (shape[axis - lead] === 1 && size !== 1) ? [axis] : [],
  );
  return reshape(sum(x, axes), shape);
}

/** Matrix product with either side transposed: of the last two axes, those before broadcast. */
export function matMul(a: Value, b: Value, left = false, right = false): Value {
  const [p, q] = [a.shape.slice(-2), b.shape.slice(-2)];
  const shape = [p[left ? 1 : 0], q[right ? 0 : 1]];
  if (a.shape.length === 2 && b.shape.length === 2)
    return one(
      'MatMul',
      [a, b],
      { ...T(a), transpose_a: attribute.boolean(left), transpose_b: attribute.boolean(right) },
      { type: a.type, shape },
    );
  return one(
    'BatchMatMulV2',
    [a, b],
    { ...T(a), adj_x: attribute.boolean(left), adj_y: attribute.boolean(right) },
    { type: a.type, shape: [...broadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2)), ...shape] },
  );
}

export function concat(parts: readonly Value[], axis: number): Value {
  if (parts.length === 1) return parts[0];
  const total = parts.reduce((size, { shape }) => size + shape[axis], 0);
  return one(
    'ConcatV2',
    [...parts, integer(axis)],
    { ...T(parts[0]), N: attribute.integer(parts.length), Tidx: attribute.type('int32') },
    { type: parts[0].type, shape: parts[0].shape.map((size, i) => (i === axis ? total : size)) },
  );
}

export function split(x: Value, sizes: readonly number[], axis: number): readonly Value[] {
  if (sizes.length === 1) return [x];
  return node(
    'SplitV',
    [x, integers(sizes), integer(axis)],
    { ...T(x), num_split: attribute.integer(sizes.length), Tlen: attribute.type('int32') },
    sizes.map((size) => ({ type: x.type, shape: x.shape.map((full, i) => (i === axis ? size : full)) })),
  ).outputs;
}

export function slice(x: Value, begin: readonly number[], size: readonly number[]): Value {
  if (same(size, x.shape)) return x;
  return one(
    'Slice',
    [x, integers(begin), integers(size)],
    { ...T(x), Index: attribute.type('int32') },
    { type: x.type, shape: size },
  );
}

/** Zeros before and after, [before, after] of each axis. */
export function pad(x: Value, margins: readonly (readonly [number, number])[]): Value {
  if (margins.every(([before, after]) => before === 0 && after === 0)) return x;
  return one(
    'Pad',
    [x, constant('int32', [margins.length, 2], Int32Array.from(margins.flat()))],
    { ...T(x), Tpaddings: attribute.type('int32') },
    { type: x.type, shape: x.shape.map((size, axis) => size + margins[axis][0] + margins[axis][1]) },
  );
}

/** Entries of an axis by their numbers; `indices` may have any shape. */
export function gather(x: Value, indices: Value, axis: number): Value {
  return one(
    'GatherV2',
    [x, indices, integer(axis)],
    {
      batch_dims: attribute.integer(0),
      Tparams: attribute.type(x.type),
      Tindices: attribute.type(indices.type),
      Taxis: attribute.type('int32'),
    },
    { type: x.type, shape: [...x.shape.slice(0, axis), ...indices.shape, ...x.shape.slice(axis + 1)] },
  );
}

/** Rows [entries, …] added up by where they go, [count, …]. */
export function segmentSum(rows: Value, indices: Value, count: number): Value {
  return one(
    'UnsortedSegmentSum',
    [rows, indices, integer(count)],
    { ...T(rows), Tindices: attribute.type(indices.type), Tnumsegments: attribute.type('int32') },
    { type: rows.type, shape: [count, ...rows.shape.slice(indices.shape.length)] },
  );
}

/** Any other op of one output. */
export const other = (
  op: string,
  inputs: readonly Value[],
  attributes: Attributes,
  shape: readonly number[],
  type = inputs.find(isFloat)!.type,
): Value => one(op, inputs, attributes, { type, shape });

/** A tensor's number of entries along some axes. */
export const countOf = ({ shape }: TensorType, axes: readonly number[]) =>
  sizeOf(axes.map((axis) => shape[axis]));
