import { createRequire } from 'node:module';

export const step = 1e-5;
export const load = (): unknown => createRequire(import.meta.url)('@tensorflow/tfjs-node');
