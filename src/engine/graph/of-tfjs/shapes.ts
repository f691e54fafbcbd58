import { backend_util, slice_util, util } from '@tensorflow/tfjs';
import {
  add,
  broadcastTo,
  concat,
  constant,
  filled,
  gather,
  integers,
  like,
  mul,
  other,
  pad,
  reshape,
  scalar,
  segmentSum,
  slice,
  split,
  sub,
  transpose,
} from '../build.ts';
import { attribute, axisOf, sizeOf, type Value } from '../value.ts';
import { recorded, typeOf, type OfTfjs, type TableOfTfjs } from './kernel.ts';

type Margins = readonly (readonly [number, number])[];

const T = ({ type }: Value) => ({ T: attribute.type(type) });
const marginsIn = (margins: Margins) =>
  constant('int32', [margins.length, 2], Int32Array.from(margins.flat()));

const reshaped =
  (shapeOf: (x: Value, settings: Readonly<Record<string, unknown>>) => readonly number[]): OfTfjs =>
  ({ inputs, settings }) => {
    const x = Object.values(inputs)[0];
    return reshape(x, shapeOf(x, settings));
  };

/** Numbers that tfjs works out in JavaScript. */
const listed = (type: Value['type'], values: readonly number[]) =>
  constant(type, [values.length], type === 'int32' ? Int32Array.from(values) : Float64Array.from(values));

const padded: OfTfjs = ({ inputs: { x }, settings: { paddings, constantValue } }) => {
  const zeros = pad(x, paddings as Margins);
  if (constantValue === 0) return zeros;
  const inside = pad(filled(x, 1), paddings as Margins);
  return add(zeros, mul(sub(like(x, 1), inside), like(x, constantValue as number)));
};

const strided: OfTfjs = ({ inputs: { x }, settings }) => {
  const { begin, end, strides, beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask } = settings;
  const info = slice_util.sliceInfo(
    [...x.shape],
    begin as number[],
    end as number[],
    strides as number[],
    beginMask as number,
    endMask as number,
    ellipsisMask as number,
    newAxisMask as number,
    shrinkAxisMask as number,
  );
  const taken = info.begin.reduce((from, first, axis) => {
    const [stride, last] = [info.strides[axis], info.end[axis]];
    const count = Math.max(0, Math.ceil((last - first) / stride));
    if (stride === 1)
      return slice(
        from,
        from.shape.map((_, i) => (i === axis ? first : 0)),
        from.shape.map((size, i) => (i === axis ? count : size)),
      );
    return gather(from, integers(Array.from({ length: count }, (_, i) => first + i * stride)), axis);
  }, x);
  return reshape(taken, info.finalShape);
};

const gathered: OfTfjs = ({ inputs: { x, indices }, settings: { axis, batchDims } }) => {
  if (batchDims !== undefined && batchDims !== 0)
    throw new Error('a gather with batchDims cannot be compiled; gather from a reshaped tensor');
  return gather(x, indices, axisOf((axis as number | undefined) ?? 0, x.shape));
};

const pieces: OfTfjs = ({ inputs: { x }, settings: { numOrSizeSplits, axis } }) => {
  const at = axisOf((axis as number | undefined) ?? 0, x.shape);
  const shape = { shape: [...x.shape], dtype: 'float32' as const, dataId: {} };
  return split(x, backend_util.prepareSplitSize(shape as never, numOrSizeSplits as number[], at), at);
};

const stacked: OfTfjs = ({ list, settings: { axis } }) => {
  const at = axisOf((axis as number | undefined) ?? 0, [...list[0].shape, 1]);
  return concat(
    list.map((x) => reshape(x, [...x.shape.slice(0, at), 1, ...x.shape.slice(at)])),
    at,
  );
};

const unstacked: OfTfjs = ({ inputs: { value }, settings: { axis } }) => {
  const at = axisOf((axis as number | undefined) ?? 0, value.shape);
  return split(value, Array<number>(value.shape[at]).fill(1), at).map((part) =>
    reshape(
      part,
      value.shape.filter((_, i) => i !== at),
    ),
  );
};

const oneHot: OfTfjs = ({
  inputs: { indices },
  settings: { depth, onValue, offValue, dtype },
  numberType,
}) => {
  const type = typeOf(dtype ?? 'int32', numberType);
  const [on, off] = [onValue ?? 1, offValue ?? 0].map((value) => scalar(type as 'float64', value as number));
  const attributes = {
    axis: attribute.integer(-1),
    T: attribute.type(type),
    TI: attribute.type(indices.type),
  };
  const shape = [...indices.shape, depth as number];
  return other('OneHot', [indices, scalar('int32', depth as number), on, off], attributes, shape, type);
};

const range: OfTfjs = ({ settings: { start, stop, step, dtype }, numberType }) => {
  const [first, by] = [start as number, step as number];
  const count = Math.max(0, Math.ceil(((stop as number) - first) / by));
  return listed(
    typeOf(dtype, numberType),
    Array.from({ length: count }, (_, i) => first + i * by),
  );
};

/** Kernels that move numbers about, or make them. */
export const shapes: TableOfTfjs = {
  Reshape: reshaped((x, { shape }) => util.inferFromImplicitShape(shape as number[], sizeOf(x.shape))),
  ExpandDims: reshaped((x, { dim }) => {
    const at = axisOf(dim as number, [...x.shape, 1]);
    return [...x.shape.slice(0, at), 1, ...x.shape.slice(at)];
  }),
  Transpose: ({ inputs: { x }, settings: { perm } }) => transpose(x, perm as number[]),
  BroadcastTo: ({ inputs: { x }, settings: { shape } }) => broadcastTo(x, shape as number[]),
  Tile: ({ inputs: { x }, settings: { reps } }) => {
    const multiples = reps as readonly number[];
    const attributes = { ...T(x), Tmultiples: attribute.type('int32') };
    return other(
      'Tile',
      [x, integers(multiples)],
      attributes,
      x.shape.map((size, axis) => size * multiples[axis]),
      x.type,
    );
  },
  Concat: ({ list, settings: { axis } }) => {
    const at = axisOf(axis as number, list[0].shape);
    const filledParts = list.filter(({ shape }) => sizeOf(shape) > 0);
    return concat(filledParts.length > 0 ? filledParts : list.slice(0, 1), at);
  },
  SplitV: pieces,
  Pack: stacked,
  Unpack: unstacked,
  Slice: ({ inputs: { x }, settings }) => {
    const [begin, size] = slice_util.parseSliceParams(
      x as never,
      settings.begin as number[],
      settings.size as number[],
    );
    return slice(x, begin, size);
  },
  StridedSlice: strided,
  PadV2: padded,
  MirrorPad: ({ inputs: { x }, settings: { paddings, mode } }) => {
    const margins = paddings as Margins;
    const attributes = {
      ...T(x),
      Tpaddings: attribute.type('int32'),
      mode: attribute.string((mode as string).toUpperCase()),
    };
    return other(
      'MirrorPad',
      [x, marginsIn(margins)],
      attributes,
      x.shape.map((size, axis) => size + margins[axis][0] + margins[axis][1]),
      x.type,
    );
  },
  Reverse: ({ inputs: { x }, settings: { dims } }) => {
    const axes = util.parseAxisParam(dims as number[], [...x.shape]);
    return other(
      'ReverseV2',
      [x, integers(axes)],
      { ...T(x), Tidx: attribute.type('int32') },
      x.shape,
      x.type,
    );
  },
  GatherV2: gathered,
  UnsortedSegmentSum: ({ inputs: { x, segmentIds }, settings: { numSegments } }) =>
    segmentSum(x, segmentIds, numSegments as number),
  OneHot: oneHot,
  Fill: ({ settings: { shape, value, dtype }, numberType }) => {
    const type = typeOf(dtype ?? 'float32', numberType);
    return broadcastTo(scalar(type as 'float64', value as number), shape as number[]);
  },
  Range: range,
  LinSpace: ({ settings: { start, stop, num }, numberType }) => {
    const [first, last, count] = [start as number, stop as number, num as number];
    return listed(
      numberType,
      Array.from({ length: count }, (_, i) =>
        count > 1 ? first + (i * (last - first)) / (count - 1) : first,
      ),
    );
  },
  FusedBatchNorm: ({ inputs, settings: { varianceEpsilon } }) => {
    const { x, mean, variance } = inputs;
    const scale = (inputs.scale as Value | undefined) ?? filled(mean, 1);
    const offset = (inputs.offset as Value | undefined) ?? filled(mean, 0);
    const attributes = { ...T(x), epsilon: attribute.float((varianceEpsilon as number | undefined) ?? 1e-3) };
    return recorded('FusedBatchNorm', [x, scale, offset, mean, variance], attributes, x.shape);
  },
};
