import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import util from 'node:util';
import * as tf from '@tensorflow/tfjs';
import type { Backend } from './engine.ts';

export type BackendName = Backend['name'];

/** A running tfjs with the backend it computes on. */
export interface Runtime {
  readonly tf: typeof tf;
  readonly backend: Backend;
}

/** One thread: sums have one order, and a pool of workers fills the cores better than threads do on our sizes. */
const threads = 1;

const require = createRequire(import.meta.url);

/** The addon's float64 matrix products are ours, and a result depends on them as on TensorFlow. */
async function kernelsVersion(): Promise<string> {
  const source = await readFile(new URL('./native/double-products.cc', import.meta.url));
  return createHash('sha256').update(source).digest('hex').slice(0, 8);
}

async function loadNative(): Promise<string> {
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';
  process.env['TF_NUM_INTRAOP_THREADS'] = String(threads);
  process.env['TF_NUM_INTEROP_THREADS'] = String(threads);
  // tfjs-node 4.22 calls two functions that Node 23 removed.
  const removed = util as {
    isNullOrUndefined?: (value: unknown) => boolean;
    isArray?: (value: unknown) => boolean;
  };
  removed.isNullOrUndefined ??= (value) => value == null;
  removed.isArray ??= Array.isArray;
  require('@tensorflow/tfjs-node');
  await tf.setBackend('tensorflow');
  const { binding } = tf.backend() as unknown as { binding: { TF_Version: string } };
  return `tfjs ${tf.version_core}, TensorFlow ${binding.TF_Version}, kernels ${await kernelsVersion()}`;
}

async function loadWasm(): Promise<string> {
  const { setThreadsCount } = require('@tensorflow/tfjs-backend-wasm') as {
    setThreadsCount: (count: number) => void;
  };
  setThreadsCount(threads);
  await tf.setBackend('wasm');
  return `tfjs ${tf.version_core}, wasm`;
}

/**
 * Loads tfjs on one backend; a process can hold only one.
 * @throws Error that says what to do where native TensorFlow is asked for and cannot be loaded
 */
export async function loadRuntime(name: BackendName): Promise<Runtime> {
  const load = name === 'native' ? loadNative : loadWasm;
  const version = await load().catch((error: Error) => {
    throw new Error(
      `the ${name} backend cannot be loaded: ${error.message}; run npm run setup, or choose --backend wasm`,
    );
  });
  await tf.ready();
  return { tf, backend: { name, version, threads, precision: 'float32' } };
}
