import { cast, integers, other, reduced, scalar, unary } from '../build.ts';
import { attribute, axisOf, isFloat, type Value } from '../value.ts';
import { axesIn, recorded, type OfTfjs, type TableOfTfjs } from './kernel.ts';

const keptShape = ({ shape }: Value, axes: readonly number[], keep: boolean) =>
  keep
    ? shape.map((size, axis) => (axes.includes(axis) ? 1 : size))
    : shape.filter((_, axis) => !axes.includes(axis));

const reduction =
  (op: string): OfTfjs =>
  ({ inputs: { x }, settings: { axis, reductionIndices, keepDims } }) =>
    reduced(op, x, axesIn(axis ?? reductionIndices, x.shape), keepDims === true);

/** Of an op whose lowering has to see it whole. */
const lowered =
  (op: string): OfTfjs =>
  ({ inputs: { x }, settings: { axis, keepDims }, numberType }) => {
    const given = op === 'Mean' ? cast(x, numberType) : x;
    const axes = axesIn(axis, x.shape);
    const attributes = {
      T: attribute.type(given.type),
      Tidx: attribute.type('int32'),
      keep_dims: attribute.boolean(keepDims === true),
    };
    return recorded(op, [given, integers(axes)], attributes, keptShape(x, axes, keepDims === true));
  };

const logical =
  (op: string): OfTfjs =>
  ({ inputs: { x }, settings: { axis, keepDims } }) => {
    const axes = axesIn(axis, x.shape);
    const attributes = { Tidx: attribute.type('int32'), keep_dims: attribute.boolean(keepDims === true) };
    return other(op, [x, integers(axes)], attributes, keptShape(x, axes, keepDims === true), 'bool');
  };

const place =
  (op: string): OfTfjs =>
  ({ inputs: { x }, settings: { axis } }) => {
    const given = isFloat(x) ? x : cast(x, 'int32');
    const at = axisOf(axis as number, x.shape);
    const attributes = {
      T: attribute.type(given.type),
      Tidx: attribute.type('int32'),
      output_type: attribute.type('int32'),
    };
    return other(op, [given, scalar('int32', at)], attributes, keptShape(x, [at], false), 'int32');
  };

const cumsum: OfTfjs = ({ inputs: { x }, settings: { axis, exclusive, reverse } }) => {
  const attributes = {
    exclusive: attribute.boolean(exclusive === true),
    reverse: attribute.boolean(reverse === true),
    T: attribute.type(x.type),
    Tidx: attribute.type('int32'),
  };
  return other(
    'Cumsum',
    [x, scalar('int32', axisOf((axis as number | undefined) ?? 0, x.shape))],
    attributes,
    x.shape,
    x.type,
  );
};

/** Reductions and what normalises by them. */
export const reductions: TableOfTfjs = {
  Sum: reduction('Sum'),
  Max: reduction('Max'),
  Min: reduction('Min'),
  Mean: lowered('Mean'),
  Prod: lowered('Prod'),
  All: logical('All'),
  Any: logical('Any'),
  ArgMax: place('ArgMax'),
  ArgMin: place('ArgMin'),
  Cumsum: cumsum,
  Softmax: ({ inputs: { logits } }) => unary('Softmax', logits),
  LogSoftmax: ({ inputs: { logits } }) => unary('LogSoftmax', logits),
};
