// The page's tfjs is its core alone, which knows no gradients until they are asked for.
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';

/** Addresses of the WebAssembly of tfjs, by the names under which it asks for them. */
export type WasmFiles = Readonly<Record<`tfjs-backend-wasm${'' | '-simd' | '-threaded-simd'}.wasm`, string>>;

/**
 * Starts tfjs in a browser, on WebAssembly with one thread, so that sums have one order; its name and version.
 * @throws Error where the browser has no WebAssembly or may not compile it
 */
export async function startTensors(files: WasmFiles): Promise<string> {
  setWasmPaths(files);
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  if (!(await tf.setBackend('wasm'))) throw new Error('tfjs cannot start its WebAssembly backend here');
  await tf.ready();
  return `tfjs ${tf.version_core}, wasm`;
}
