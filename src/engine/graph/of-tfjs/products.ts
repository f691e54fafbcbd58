import { backend_util as util } from '@tensorflow/tfjs';
import { add, broadcastShape, integers, matMul, other, unary } from '../build.ts';
import { einsum } from '../einsum.ts';
import { attribute, type Attributes, type Value } from '../value.ts';
import { leaky, prelu } from './elementwise.ts';
import { recorded, type Call, type OfTfjs, type TableOfTfjs } from './kernel.ts';

type Four = [number, number, number, number];
type Info = ReturnType<typeof util.computeConv2DInfo>;

const four = (shape: readonly number[]) => shape as Four;

/** The attributes that TensorFlow's convolutions and poolings have for what tfjs has worked out. */
function attributesOf(info: Info, type: Value['type']): Attributes {
  if (info.dataFormat !== 'channelsLast')
    throw new Error(
      'images with channels first cannot be compiled; transpose them to [n, height, width, channels]',
    );
  const { top, bottom, left, right, type: padding } = info.padInfo;
  const isNamed = padding === 'SAME' || padding === 'VALID';
  return {
    T: attribute.type(type),
    strides: attribute.integers([1, info.strideHeight, info.strideWidth, 1]),
    padding: attribute.string(isNamed ? padding : 'EXPLICIT'),
    data_format: attribute.string('NHWC'),
    ...(isNamed ? {} : { explicit_paddings: attribute.integers([0, 0, top, bottom, left, right, 0, 0]) }),
  };
}

function convolution(
  { settings }: Call,
  x: readonly number[],
  filter: readonly number[],
  depthwise: boolean,
) {
  const { strides, pad, dataFormat, dilations = 1, dimRoundingMode } = settings;
  const format = util.convertConv2DDataFormat((dataFormat as 'NHWC' | undefined) ?? 'NHWC');
  const info = util.computeConv2DInfo(
    four(x),
    four(filter),
    strides as number,
    dilations as number,
    pad as 'same',
    dimRoundingMode as 'floor',
    depthwise,
    format,
  );
  const holes = attribute.integers([1, info.dilationHeight, info.dilationWidth, 1]);
  return (type: Value['type']) => ({ info, attributes: { ...attributesOf(info, type), dilations: holes } });
}

const forward =
  (op: string, depthwise: boolean): OfTfjs =>
  (call) => {
    const { x, filter } = call.inputs;
    const { info, attributes } = convolution(call, x.shape, filter.shape, depthwise)(x.type);
    return recorded(op, [x, filter], attributes, info.outShape);
  };

const toInput =
  (op: string, depthwise: boolean): OfTfjs =>
  (call) => {
    const { dy, filter } = call.inputs;
    const shape = call.settings.inputShape as Four;
    const { attributes } = convolution(call, shape, filter.shape, depthwise)(dy.type);
    return other(op, [integers(shape), filter, dy], attributes, shape);
  };

const toFilter =
  (op: string, depthwise: boolean): OfTfjs =>
  (call) => {
    const { x, dy } = call.inputs;
    const shape = call.settings.filterShape as Four;
    const { attributes } = convolution(call, x.shape, shape, depthwise)(dy.type);
    return other(op, [x, integers(shape), dy], attributes, shape);
  };

function pooled({ settings }: Call, x: Value) {
  const { filterSize, strides, pad, dimRoundingMode } = settings;
  const info = util.computePool2DInfo(
    four(x.shape),
    filterSize as number,
    strides as number,
    1,
    pad as 'same',
    dimRoundingMode as 'floor',
  );
  const ksize = attribute.integers([1, info.filterHeight, info.filterWidth, 1]);
  return { shape: info.outShape, attributes: { ...attributesOf(info, x.type), ksize } };
}

const pool =
  (op: string): OfTfjs =>
  (call) => {
    const { x } = call.inputs;
    const { shape, attributes } = pooled(call, x);
    return other(op, [x], attributes, shape);
  };

/** What tfjs puts after a product in one kernel. */
function finished({ inputs, settings }: Call, product: Value): Value {
  const { bias, preluActivationWeights: weights } = inputs;
  const x = (bias as Value | undefined) ? add(product, bias) : product;
  const activation = (settings.activation as string | undefined) ?? 'linear';
  switch (activation) {
    case 'linear':
      return x;
    case 'prelu':
      return prelu(x, weights);
    case 'leakyrelu':
      return leaky(x, settings.leakyreluAlpha as number);
    default: {
      const op = { relu: 'Relu', relu6: 'Relu6', elu: 'Elu', sigmoid: 'Sigmoid', tanh: 'Tanh' }[activation];
      if (!op) throw new Error(`the activation ${activation} cannot be compiled as a part of another kernel`);
      return unary(op, x);
    }
  }
}

const matrices: OfTfjs = ({ inputs: { a, b }, settings }) => {
  const [left, right] = [settings.transposeA === true, settings.transposeB === true];
  if (a.shape.length === 2 && b.shape.length === 2) return matMul(a, b, left, right);
  const shape = [
    ...broadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2)),
    a.shape.at(left ? -1 : -2)!,
    b.shape.at(right ? -2 : -1)!,
  ];
  const flags = { adj_x: attribute.boolean(left), adj_y: attribute.boolean(right) };
  return recorded('BatchMatMulV2', [a, b], { T: attribute.type(a.type), ...flags }, shape);
};

/** Matrix products, convolutions and pooling. */
export const products: TableOfTfjs = {
  BatchMatMul: matrices,
  _FusedMatMul: (call) => finished(call, matrices(call) as Value),
  Einsum: ({ list, settings: { equation } }) => einsum(equation as string, list),
  Conv2D: forward('Conv2D', false),
  FusedConv2D: (call) => finished(call, forward('Conv2D', false)(call) as Value),
  Conv2DBackpropInput: toInput('Conv2DBackpropInput', false),
  Conv2DBackpropFilter: toFilter('Conv2DBackpropFilter', false),
  DepthwiseConv2dNative: forward('DepthwiseConv2dNative', true),
  FusedDepthwiseConv2D: (call) => finished(call, forward('DepthwiseConv2dNative', true)(call) as Value),
  DepthwiseConv2dNativeBackpropInput: toInput('DepthwiseConv2dNativeBackpropInput', true),
  DepthwiseConv2dNativeBackpropFilter: toFilter('DepthwiseConv2dNativeBackpropFilter', true),
  MaxPool: pool('MaxPool'),
  MaxPoolGrad: (call) => {
    const { dy, input, output } = call.inputs;
    return other('MaxPoolGrad', [input, output, dy], pooled(call, input).attributes, input.shape);
  },
  AvgPool: pool('AvgPool'),
  AvgPoolGrad: (call) => {
    const { dy, input } = call.inputs;
    return other('AvgPoolGrad', [integers(input.shape), dy], pooled(call, input).attributes, input.shape);
  },
};
