import type { OnnxNode } from './node.ts';
import type { Known } from './tensors.ts';

/** The inputs of an op that its result varies with smoothly; all of them where it is not listed. */
const smooth: Readonly<Record<string, readonly number[]>> = {
  BatchNormalization: [0, 1, 2],
  Clip: [0],
  Dropout: [0],
  Expand: [0],
  Gather: [0],
  Pad: [0],
  Reshape: [0],
  Slice: [0],
  Tile: [0],
};

/** Ops by which a single number can be a weight, such as the bias of one output; elsewhere it is a constant of a formula. */
const withSingleWeights = new Set([
  ...['Add', 'BatchNormalization', 'Conv', 'Gemm', 'GroupNormalization', 'InstanceNormalization'],
  ...['LayerNormalization', 'MatMul', 'PRelu', 'RMSNormalization'],
]);

/** What becomes of the initialisers that are numbers. */
interface Sorted {
  readonly trainable: readonly string[];
  /** Single numbers that are taken for constants. */
  readonly single: readonly string[];
  /** Means and variances of batch normalisations. */
  readonly moving: readonly string[];
}

/**
 * The initialisers that can be trained: floating-point ones that some needed node's result varies with smoothly. Of those with
 * one number only weights of a layer count, which have an axis, and not the constants of formulas.
 */
export function trainableOf(nodes: readonly OnnxNode[], initializers: ReadonlyMap<string, Known>): Sorted {
  const users = new Map<string, { readonly op: string; readonly input: number }[]>();
  for (const { op, inputs } of nodes)
    inputs.forEach((name, input) => {
      const list = users.get(name) ?? [];
      list.push({ op, input });
      users.set(name, list);
    });
  const names = [...initializers].filter(([name, { type }]) => type === 'float' && users.has(name));
  const isSmooth = ([name]: readonly [string, Known]) =>
    users.get(name)!.some(({ op, input }) => smooth[op]?.includes(input) ?? true);
  const isWeight = ([name, { shape, numbers }]: readonly [string, Known]) =>
    numbers.length > 1 || (shape.length > 0 && users.get(name)!.every(({ op }) => withSingleWeights.has(op)));
  const isMoving = ([name]: readonly [string, Known]) =>
    users.get(name)!.every(({ op, input }) => op === 'BatchNormalization' && input > 2);
  const candidates = names.filter(isSmooth).filter(([, { numbers }]) => numbers.length > 0);
  return {
    trainable: candidates.filter(isWeight).map(([name]) => name),
    single: candidates.filter((one) => !isWeight(one)).map(([name]) => name),
    moving: names.filter(isMoving).map(([name]) => name),
  };
}
