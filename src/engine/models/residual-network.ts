import * as tf from '@tensorflow/tfjs';
import { batchNorm, dense, residual } from './blocks.ts';
import { tensorLosses } from './losses.ts';
import type { Model, Shapes } from './model.ts';

/** Square images of one channel, filters, residual blocks, classes. */
export interface ResidualNetwork {
  readonly side: number;
  readonly filters: number;
  readonly blocks: number;
  readonly classes: number;
}

const blockShapes = (b: number, filters: number): Shapes => ({
  [`gain${b}`]: [filters],
  [`shift${b}`]: [filters],
  [`first${b}`]: [3, 3, filters, filters],
  [`gain${b}b`]: [filters],
  [`shift${b}b`]: [filters],
  [`second${b}`]: [3, 3, filters, filters],
});

/**
 * A residual network (He et al. 2016) with batch normalisation before each activation, ReLU, a mean over the image and
 * cross-entropy; its first convolution halves the image.
 */
export function residualNetwork({ side, filters, blocks, classes }: ResidualNetwork): Model {
  const conv = (x: tf.Tensor, filter: tf.Tensor, stride = 1) =>
    tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, stride, 'same');
  return {
    parameters: {
      stem: [3, 3, 1, filters],
      ...Object.assign({}, ...Array.from({ length: blocks }, (_, b) => blockShapes(b, filters))),
      out: [filters, classes],
      outShift: [classes],
    },
    samples: { x: { shape: [side, side, 1] }, y: { shape: [classes] } },
    examples(p, { x, y }) {
      let h: tf.Tensor = conv(x, p['stem'], 2);
      for (let b = 0; b < blocks; b++)
        h = residual(h, (input) => {
          const first = tf.relu(batchNorm(input, p[`gain${b}`], p[`shift${b}`]));
          const second = tf.relu(batchNorm(conv(first, p[`first${b}`]), p[`gain${b}b`], p[`shift${b}b`]));
          return conv(second, p[`second${b}`]);
        });
      return tensorLosses['cross-entropy'](dense(tf.mean(h, [1, 2]), p['out'], p['outShift']), y);
    },
  };
}
