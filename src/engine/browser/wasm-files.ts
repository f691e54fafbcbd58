import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import type { WasmFiles } from './start.ts';

/** The site's own copies. */
export const wasmFiles: WasmFiles = {
  'tfjs-backend-wasm.wasm': plain,
  'tfjs-backend-wasm-simd.wasm': simd,
  // Asked for by name, but not fetched: start.ts forbids threads.
  'tfjs-backend-wasm-threaded-simd.wasm': simd,
};
