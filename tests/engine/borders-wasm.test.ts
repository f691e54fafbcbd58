import { describe } from 'vitest';
import { plainEngine } from '../../src/engine/plain-engine.ts';
import { loadRuntime } from '../../src/engine/runtime.ts';
import { testBorders } from './borders.ts';

const runtime = await loadRuntime('wasm');

describe('the borders of the engine on WebAssembly', () => {
  testBorders(() => plainEngine(runtime));
});
