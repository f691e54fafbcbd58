export { createEngine } from '../engine/create.ts';
export { experiments } from '../experiments/index.ts';
