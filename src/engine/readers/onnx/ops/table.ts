import type { Op, Ops } from '../node.ts';
import { elementwise } from './elementwise.ts';
import { images } from './images.ts';
import { products } from './products.ts';
import { reductions } from './reductions.ts';
import { shapes } from './shapes.ts';

const ops: Ops = { ...elementwise, ...images, ...products, ...reductions, ...shapes };

/** What could be exported in place of an op that is not read. */
const standIns: Readonly<Record<string, string>> = {
  QuantizeLinear: 'weights in float32: whole numbers have no derivative',
  DequantizeLinear: 'weights in float32: whole numbers have no derivative',
  DynamicQuantizeLinear: 'weights in float32: whole numbers have no derivative',
  QLinearConv: 'weights in float32: whole numbers have no derivative',
  QLinearMatMul: 'weights in float32: whole numbers have no derivative',
  Loop: 'a network whose steps are written out',
  If: 'a network without branches',
  Scan: 'a network whose steps are written out',
  LSTM: 'a network whose steps are written out',
  GRU: 'a network whose steps are written out',
  RNN: 'a network whose steps are written out',
  'ai.onnx.ml.LinearClassifier': 'the same model as a network of one layer',
  'ai.onnx.ml.LinearRegressor': 'the same model as a network of one layer',
};

/** How a node of this name is computed; undefined where it is not read. */
export const opOf = (name: string): Op | undefined => (Object.hasOwn(ops, name) ? ops[name] : undefined);

/** What to do about an op that is not read. */
export const insteadOf = (name: string): string =>
  `export ${standIns[name] ?? 'the network with other ops, or another opset'}`;
