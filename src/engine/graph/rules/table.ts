import { isFloat, type Value } from '../value.ts';
import { elementwise, flat } from './elementwise.ts';
import { products } from './products.ts';
import { reductions } from './reductions.ts';
import type { Rule, Rules } from './rule.ts';
import { shapes } from './shapes.ts';

/** Rules of one kind, and where their derivatives are taken from. */
export interface RuleGroup {
  readonly title: string;
  readonly source: string;
  readonly rules: Rules;
}

/** All rules by their kind. */
export const ruleGroups: readonly RuleGroup[] = [
  {
    title: 'Elementwise',
    source:
      'calculus; of the error function DLMF 7.2. `TanhGrad` and its like are the ops that TensorFlow has for a rate through the activation',
    rules: elementwise,
  },
  {
    title: 'Matrix products, convolutions, pooling',
    source:
      'each is linear in what it multiplies or moves, and its transpose is the op with the sides exchanged (Dumoulin and Visin 2016)',
    rules: products,
  },
  {
    title: 'Reductions',
    source: 'calculus; of softmax y(δ − y) (Bishop 2006, 4.106)',
    rules: reductions,
  },
  {
    title: 'Moving numbers about',
    source: 'each is linear, and its transpose moves the numbers back',
    rules: shapes,
  },
];

/** The rules of all ops that can be differentiated. */
export const rules: Rules = Object.assign({}, ...ruleGroups.map((group) => group.rules)) as Rules;

/** What can stand in for ops that have no rule. */
const standIns: Readonly<Record<string, string>> = {
  Cumprod: 'tf.exp(tf.cumsum(tf.log(x))), for positive numbers',
  TopKV2: 'tf.gather by the indices that it gives',
  ResizeBilinear: 'a matrix product with the weights of the pixels',
  ResizeNearestNeighbor: 'tf.gather',
  Conv3D: 'tf.conv2d over slices, added up',
  LRN: 'tf.avgPool of squares',
  GatherNd: 'tf.gather on a reshaped tensor',
  ScatterNd: 'tf.unsortedSegmentSum on a reshaped tensor',
};

/** Whether a value is constant wherever it has a derivative. */
export const isConstant = (value: Value) => value.node.op in flat || !isFloat(value);

/**
 * The rule of an op.
 * @throws Error that says what can stand in for it
 */
export function ruleOf(op: string): Rule {
  const rule = rules[op];
  if (rule) return rule;
  const instead = standIns[op];
  throw new Error(
    `${op} has no rule for its derivative; ` +
      (instead
        ? `use ${instead}`
        : 'write it with ops that have one (docs/derivatives.md), or stop the gradient before it'),
  );
}
