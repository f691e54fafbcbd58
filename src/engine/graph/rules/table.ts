import { elementwise, flat } from './elementwise.ts';
import { products } from './products.ts';
import { reductions } from './reductions.ts';
import type { Rule, Rules } from './rule.ts';
import { shapes } from './shapes.ts';

/** The rules of all ops that can be differentiated. */
export const rules: Rules = { ...elementwise, ...products, ...reductions, ...shapes };

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

/**
 * The rule of an op; undefined where the op is constant.
 * @throws Error that says what can stand in for it
 */
export function ruleOf(op: string): Rule | undefined {
  if (op in flat) return undefined;
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
