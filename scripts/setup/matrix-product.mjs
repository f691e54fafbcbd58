/* Run in a process of its own: matrix-product.mjs CHECKOUT. Prints what native TensorFlow makes of a product. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import util from 'node:util';

// tfjs-node 4.22 calls two functions that Node 23 removed.
util.isNullOrUndefined ??= (value) => value == null;
util.isArray ??= Array.isArray;

const require = createRequire(join(process.argv[2], 'package.json'));
const tf = require('@tensorflow/tfjs-node');
const square = tf.tensor2d([1, 2, 3, 4], [2, 2]);
const product = [...tf.matMul(square, square).dataSync()];
console.log(JSON.stringify({ backend: tf.getBackend(), version: tf.backend().binding.TF_Version, product }));
