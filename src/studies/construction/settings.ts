import { variantsOf } from '../../claims/variants.ts';
import type { ConstructionParameters } from './schema.ts';

const size: ConstructionParameters = { hidden: 16, inputs: 8, samples: 4, directions: 16 };

export const constructionVariants = variantsOf(
  { 'zero-teacher': size },
  { full: { seeds: 8 }, quick: { seeds: 5 } },
);
