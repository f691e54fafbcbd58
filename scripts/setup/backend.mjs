/* Prints the backend that set-up has found: native or wasm. */
import { readSetup } from './state.mjs';

console.log(readSetup()?.tensorflow.status ?? 'wasm');
