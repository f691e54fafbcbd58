import type { Engine } from '../engine/engine.ts';
import type { BackendName } from '../engine/runtime.ts';
import type { RegisteredExperiment } from '../registry/experiments.ts';

/** What a worker computes with: the exports of the module that it is told to load. */
export interface Registry {
  readonly experiments: readonly RegisteredExperiment[];
  readonly createEngine: (backend: BackendName) => Promise<Engine>;
}

/** The project's own experiments on its own engine. */
export const projectRegistry = new URL('./project-registry.ts', import.meta.url);

/**
 * The registry that a module exports.
 * @throws Error that names the module where it is none
 */
export function registryIn(module: Partial<Registry>, name: string): Registry {
  const { experiments, createEngine } = module;
  if (!Array.isArray(experiments) || typeof createEngine !== 'function')
    throw new Error(`${name} is no registry: it has to export experiments, a list, and createEngine`);
  return { experiments, createEngine };
}
