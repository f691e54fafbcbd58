import { variantsOf } from '../../claims/variants.ts';
import type { OriginParameters } from './schema.ts';

const size: OriginParameters = { hidden: 16, inputs: 64, directions: 16 };

export const originVariants = variantsOf({ 'two-by-two': size }, { full: { seeds: 8 }, quick: { seeds: 3 } });
