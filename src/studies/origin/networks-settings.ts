import { variantsOf } from '../../claims/variants.ts';
import { normKinds, type NormKind } from '../../data/sample-norms.ts';
import type { GrowthParameters } from '../growth/schema.ts';
import { linear, quickly, tanh4 } from '../growth/settings.ts';

/** A non-convex model and a convex one. */
const models = { tanh4, linear } as const;

const variantName = (network: keyof typeof models, norms: NormKind) => `${network}-${norms}`;

const measured = (parameters: GrowthParameters, norms: NormKind): GrowthParameters => ({
  ...parameters,
  images: { ...parameters.images, norms },
  // As many steps on all data: a target would be reached at other times, or never where most samples are small.
  training: { ...parameters.training, maxSteps: 4000, targetLoss: null },
  eigenpairs: 3,
  randomDirections: 1,
});

export const networksVariants = variantsOf(
  Object.fromEntries(
    (['tanh4', 'linear'] as const).flatMap((network) =>
      normKinds.map((norms) => [variantName(network, norms), measured(models[network], norms)]),
    ),
  ),
  { full: { seeds: 5 }, quick: { seeds: 3, adapt: quickly } },
);
