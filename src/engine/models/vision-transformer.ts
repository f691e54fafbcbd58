import * as tf from '@tensorflow/tfjs';
import { attention, dense, gelu, layerNorm, residual } from './blocks.ts';
import { tensorLosses } from './losses.ts';
import type { Model, Shapes } from './model.ts';

/** Square images in square patches, tokens of size d, heads, blocks, classes. */
export interface VisionTransformer {
  readonly side: number;
  readonly patch: number;
  readonly d: number;
  readonly heads: number;
  readonly blocks: number;
  readonly classes: number;
}

const blockShapes = (b: number, d: number): Shapes => ({
  [`gain${b}`]: [d],
  [`shift${b}`]: [d],
  [`qkv${b}`]: [d, 3 * d],
  [`qkvShift${b}`]: [3 * d],
  [`out${b}`]: [d, d],
  [`outShift${b}`]: [d],
  [`gain${b}b`]: [d],
  [`shift${b}b`]: [d],
  [`up${b}`]: [d, 4 * d],
  [`upShift${b}`]: [4 * d],
  [`down${b}`]: [4 * d, d],
  [`downShift${b}`]: [d],
});

/** A vision transformer (Dosovitskiy et al. 2021): pre-normalised blocks, GELU, a mean over tokens, cross-entropy. */
export function visionTransformer({ side, patch, d, heads, blocks, classes }: VisionTransformer): Model {
  const across = side / patch;
  return {
    parameters: {
      embed: [patch * patch, d],
      embedShift: [d],
      positions: [across * across, d],
      ...Object.assign({}, ...Array.from({ length: blocks }, (_, b) => blockShapes(b, d))),
      gain: [d],
      shift: [d],
      head: [d, classes],
      headShift: [classes],
    },
    samples: { x: { shape: [side, side] }, y: { shape: [classes] } },
    examples(p, { x, y }) {
      const [n] = x.shape;
      const cut = tf.transpose(tf.reshape(x, [n, across, patch, across, patch]), [0, 1, 3, 2, 4]);
      const patches = tf.reshape(cut, [n, across * across, patch * patch]);
      let h = tf.add(dense(patches, p['embed'], p['embedShift']), p['positions']);
      for (let b = 0; b < blocks; b++) {
        const named = (name: string) => p[`${name}${b}`];
        const [qkv, qkvShift, out, outShift] = ['qkv', 'qkvShift', 'out', 'outShift'].map(named);
        h = residual(h, (z) =>
          attention(layerNorm(z, named('gain'), named('shift')), heads, { qkv, qkvShift, out, outShift }),
        );
        h = residual(h, (z) => {
          const normal = layerNorm(z, p[`gain${b}b`], p[`shift${b}b`]);
          return dense(gelu(dense(normal, named('up'), named('upShift'))), named('down'), named('downShift'));
        });
      }
      const mean = tf.mean(layerNorm(h, p['gain'], p['shift']), 1);
      return tensorLosses['cross-entropy'](dense(mean, p['head'], p['headShift']), y);
    },
  };
}
