import { variantsOf } from '../../claims/variants.ts';
import type { ValleyParameters } from './schema.ts';

const valley: ValleyParameters = { learningRate: 0.1, steps: 31_000, runs: 6, recorded: 200, noise: 1e-3 };

export const valleyVariants = variantsOf(
  { valley },
  { full: { seeds: 5 }, quick: { seeds: 3, adapt: (full) => ({ ...full, runs: 2 }) } },
);
