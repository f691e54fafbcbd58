import { fileURLToPath } from 'node:url';
import { faultLine, lastLine, run } from './run.mjs';
import { Unavailable } from './unavailable.mjs';

const matrixProduct = fileURLToPath(new URL('matrix-product.mjs', import.meta.url));

/** Everything is in its place, and yet it does not work. */
export class Unproved extends Unavailable {}

/**
 * Proves native TensorFlow by [1 2; 3 4]² = [7 10; 15 22], in a process of its own because it may crash.
 * @param {import('./context.mjs').Context} context
 * @param {{ path: string }} node
 * @returns {Promise<string>} TensorFlow's version
 * @throws {Unproved}
 */
export async function provedTensorflow({ root, env, signal }, node) {
  const {
    code,
    signal: fatal,
    stdout,
    output,
  } = await run(node.path, [matrixProduct, root], {
    env: { ...env, TF_CPP_MIN_LOG_LEVEL: '2' },
    timeout: 120_000,
    signal,
  });
  const remedy = 'npm run setup tries again';
  if (fatal === 'SIGILL')
    throw new Unproved('this processor lacks instructions that TensorFlow is built with');
  if (code !== 0) {
    throw new Unproved(`native TensorFlow does not start (${fatal ?? faultLine(output)})`, remedy);
  }
  const { backend, version, product } = JSON.parse(lastLine(stdout));
  if (backend !== 'tensorflow' || String(product) !== '7,10,15,22')
    throw new Unproved(`native TensorFlow computes [${product}] for [7,10,15,22]`, remedy);
  return version;
}
