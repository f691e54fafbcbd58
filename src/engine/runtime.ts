import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import util from 'node:util';
import * as tf from '@tensorflow/tfjs';
import { arithmetic } from './arithmetic.ts';
import type { Backend } from './engine.ts';
import { settleProcess, usualThreads } from './environment.ts';
import { instructions } from './instructions.ts';

/** What tfjs computes on. */
export type BackendName = Backend['name'];

/** A running tfjs with the backend it computes on. */
export interface Runtime {
  readonly tf: typeof tf;
  readonly backend: Backend;
}

const require = createRequire(import.meta.url);

/** The addon's float64 matrix products are ours, and a result depends on them as on TensorFlow. */
async function kernelsVersion(): Promise<string> {
  const source = await readFile(new URL('./native/double-products.cc', import.meta.url), 'latin1');
  // The same whatever ends its lines, which git may change on its way into a checkout.
  return createHash('sha256').update(source.replaceAll('\r\n', '\n'), 'latin1').digest('hex').slice(0, 8);
}

/** Version and instruction sets of a backend that has been loaded. */
type Loaded = Pick<Backend, 'version' | 'instructions'>;

async function loadNative(threads: number): Promise<Loaded> {
  settleProcess(threads);
  // tfjs-node 4.22 calls two functions of which Node removed one and warns of the other.
  const removed = util as {
    isNullOrUndefined?: (value: unknown) => boolean;
    isArray?: (value: unknown) => boolean;
  };
  removed.isNullOrUndefined ??= (value) => value == null;
  removed.isArray = Array.isArray;
  require('@tensorflow/tfjs-node');
  await tf.setBackend('tensorflow');
  const { binding } = tf.backend() as unknown as { binding: { TF_Version: string } };
  return {
    version: `tfjs ${tf.version_core}, TensorFlow ${binding.TF_Version}, kernels ${await kernelsVersion()}`,
    instructions: instructions(),
  };
}

async function loadWasm(): Promise<Loaded> {
  const { setThreadsCount } = require('@tensorflow/tfjs-backend-wasm') as {
    setThreadsCount: (count: number) => void;
  };
  setThreadsCount(usualThreads);
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  await tf.setBackend('wasm');
  const simd = await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT');
  return { version: `tfjs ${tf.version_core}, wasm`, instructions: simd ? 'wasm simd' : 'wasm' };
}

/**
 * Loads tfjs on one backend; a process can hold only one.
 * @param threads of native TensorFlow; experiments take one
 * @throws Error that says what to do where native TensorFlow is asked for and cannot be loaded
 */
export async function loadRuntime(name: BackendName, threads = usualThreads): Promise<Runtime> {
  const loaded = await (name === 'native' ? loadNative(threads) : loadWasm()).catch((error: Error) => {
    throw new Error(
      `the ${name} backend cannot be loaded: ${error.message}; run npm run setup, or choose --backend wasm`,
    );
  });
  await tf.ready();
  return {
    tf,
    backend: { name, ...loaded, threads, precision: 'float32', arithmetic: arithmetic() },
  };
}
