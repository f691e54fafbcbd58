import { attribute, node, rebuilt, type Node, type Value } from './value.ts';

/**
 * The float32 ops for which oneDNN has faster kernels on our sizes, by the names under which TensorFlow registers them. Its
 * graph optimiser would put them in by itself, but for all ops or none, and on some processors only. Plain matrix products,
 * of which the networks of the studies are made, stay with TensorFlow's own: what chaotic trainings come to should not hang
 * on a library that some processors have.
 */
const oneDnn: Readonly<Record<string, string>> = {
  Conv2D: '_MklNativeConv2D',
  Conv2DBackpropInput: '_MklNativeConv2DBackpropInput',
  Conv2DBackpropFilter: '_MklNativeConv2DBackpropFilter',
  BatchMatMulV2: '_MklBatchMatMulV2',
};

/** Whether a kernel of oneDNN could stand in for an op. */
export const canUseOneDnn = ({ op, outputs: [y] }: Node) => op in oneDnn && y.type === 'float32';

/** The same values by kernels of oneDNN where it has them. */
export function withOneDnn(values: readonly Value[]): Value[] {
  return rebuilt(values, (one, inputs) => {
    const { op, attributes, outputs } = one;
    return canUseOneDnn(one)
      ? node(oneDnn[op], inputs, { ...attributes, _kernel: attribute.string('MklNameChangeOp') }, outputs)
          .outputs
      : undefined;
  });
}
