import { variantsOf } from '../../claims/variants.ts';
import { normKinds } from '../../data/sample-norms.ts';
import { mnistDigits } from '../../measure/image-data.ts';
import type { ParityParameters } from './parity-schema.ts';

const regression: ParityParameters = {
  images: { ...mnistDigits, samples: 2000 },
  eigenpairs: 3,
  lanczosTolerance: 1e-8,
  slice: { from: 1e-3, to: 1e5, pointsPerDecade: 20 },
};

export const parityVariants = variantsOf(
  Object.fromEntries(
    normKinds.map((norms) => [norms, { ...regression, images: { ...regression.images, norms } }]),
  ),
  { full: { seeds: 5 }, quick: { seeds: 3 } },
);
