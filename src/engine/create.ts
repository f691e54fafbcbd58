import { compiledEngine } from './compiled-engine.ts';
import type { Engine } from './engine.ts';
import { plainEngine } from './plain-engine.ts';
import { loadRuntime, type BackendName } from './runtime.ts';

/** The engine that experiments receive. A process can hold one backend only. */
export async function createEngine(backend: BackendName): Promise<Engine> {
  const runtime = await loadRuntime(backend);
  return backend === 'native' ? compiledEngine(runtime) : plainEngine(runtime);
}
