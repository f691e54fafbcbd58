import { describe } from 'vitest';
import { compiledEngine, type CompiledEngine } from '../../src/engine/compiled-engine.ts';
import { testBorders } from './borders.ts';
import { native } from './native.ts';

describe.skipIf(!native)('the borders of the native engine', { timeout: 300_000 }, () => {
  const made: CompiledEngine[] = [];
  testBorders(() => {
    for (const engine of made.splice(0, made.length - 1)) engine.dispose();
    const engine = compiledEngine(native!);
    made.push(engine);
    return engine;
  });
});
