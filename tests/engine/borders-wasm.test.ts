import { describe } from 'vitest';
import { eagerEngine } from '../../src/engine/eager.ts';
import { loadRuntime } from '../../src/engine/runtime.ts';
import { testBorders } from './borders.ts';

const runtime = await loadRuntime('wasm');

describe('the borders of the engine on WebAssembly', () => {
  testBorders(() => eagerEngine(runtime));
});
