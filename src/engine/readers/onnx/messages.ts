import { many, one, type Fields } from './wire.ts';

/*
 * The messages of ONNX (onnx.proto of its specification, IR version 10) as far as a network needs them.
 */

export interface TensorMessage {
  readonly dims: readonly number[];
  readonly dataType?: number;
  readonly floatData: readonly number[];
  readonly int32Data: readonly number[];
  readonly int64Data: readonly number[];
  readonly doubleData: readonly number[];
  readonly uint64Data: readonly number[];
  readonly name?: string;
  readonly rawData?: Uint8Array;
  readonly externalData: readonly { readonly key?: string; readonly value?: string }[];
  readonly dataLocation?: number;
}

export interface AttributeMessage {
  readonly name?: string;
  readonly refAttrName?: string;
  readonly type?: number;
  readonly f?: number;
  readonly i?: number;
  readonly s?: Uint8Array;
  readonly t?: TensorMessage;
  readonly g?: unknown;
  readonly floats: readonly number[];
  readonly ints: readonly number[];
  readonly strings: readonly Uint8Array[];
}

export interface NodeMessage {
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly name?: string;
  readonly opType?: string;
  readonly domain?: string;
  readonly overload?: string;
  readonly attribute: readonly AttributeMessage[];
}

export interface ValueMessage {
  readonly name?: string;
  readonly type?: {
    readonly tensorType?: {
      readonly elemType?: number;
      readonly shape?: {
        readonly dim: readonly { readonly dimValue?: number; readonly dimParam?: string }[];
      };
    };
  };
}

export interface GraphMessage {
  readonly node: readonly NodeMessage[];
  readonly initializer: readonly TensorMessage[];
  readonly sparseInitializer: readonly unknown[];
  readonly input: readonly ValueMessage[];
  readonly output: readonly ValueMessage[];
}

interface OperatorSetMessage {
  readonly domain?: string;
  readonly version?: number;
}

export interface FunctionMessage {
  readonly name?: string;
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly attribute: readonly string[];
  readonly attributeProto: readonly AttributeMessage[];
  readonly node: readonly NodeMessage[];
  readonly domain?: string;
  readonly overload?: string;
}

export interface ModelMessage {
  readonly irVersion?: number;
  readonly opsetImport: readonly OperatorSetMessage[];
  readonly producerName?: string;
  readonly producerVersion?: string;
  readonly graph?: GraphMessage;
  readonly functions: readonly FunctionMessage[];
}

const empty: Fields = {};

const entry: Fields = { 1: one('key', 'text'), 2: one('value', 'text') };

const tensor: Fields = {
  1: many('dims', 'integer'),
  2: one('dataType', 'integer'),
  4: many('floatData', 'float'),
  5: many('int32Data', 'integer'),
  7: many('int64Data', 'integer'),
  8: one('name', 'text'),
  9: one('rawData', 'bytes'),
  10: many('doubleData', 'double'),
  11: many('uint64Data', 'integer'),
  13: many('externalData', () => entry),
  14: one('dataLocation', 'integer'),
};

const attribute: Fields = {
  1: one('name', 'text'),
  2: one('f', 'float'),
  3: one('i', 'integer'),
  4: one('s', 'bytes'),
  5: one('t', () => tensor),
  6: one('g', () => empty),
  7: many('floats', 'float'),
  8: many('ints', 'integer'),
  9: many('strings', 'bytes'),
  20: one('type', 'integer'),
  21: one('refAttrName', 'text'),
};

const node: Fields = {
  1: many('input', 'text'),
  2: many('output', 'text'),
  3: one('name', 'text'),
  4: one('opType', 'text'),
  5: many('attribute', () => attribute),
  7: one('domain', 'text'),
  8: one('overload', 'text'),
};

const dimension: Fields = { 1: one('dimValue', 'integer'), 2: one('dimParam', 'text') };
const shape: Fields = { 1: many('dim', () => dimension) };
const tensorType: Fields = { 1: one('elemType', 'integer'), 2: one('shape', () => shape) };
const type: Fields = { 1: one('tensorType', () => tensorType) };
const value: Fields = { 1: one('name', 'text'), 2: one('type', () => type) };

const graph: Fields = {
  1: many('node', () => node),
  5: many('initializer', () => tensor),
  11: many('input', () => value),
  12: many('output', () => value),
  15: many('sparseInitializer', () => empty),
};

const operatorSet: Fields = { 1: one('domain', 'text'), 2: one('version', 'integer') };

const localFunction: Fields = {
  1: one('name', 'text'),
  4: many('input', 'text'),
  5: many('output', 'text'),
  6: many('attribute', 'text'),
  7: many('node', () => node),
  10: one('domain', 'text'),
  11: many('attributeProto', () => attribute),
  13: one('overload', 'text'),
};

export const model: Fields = {
  1: one('irVersion', 'integer'),
  2: one('producerName', 'text'),
  3: one('producerVersion', 'text'),
  7: one('graph', () => graph),
  8: many('opsetImport', () => operatorSet),
  25: many('functions', () => localFunction),
};
