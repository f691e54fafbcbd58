export { createEngine } from '../engine/create.ts';
export { experiments } from '../registry/experiments.ts';
