import { normKinds, type NormKind } from '../../data/sample-norms.ts';
import { defineExperiment, type Profile, type Variant } from '../../claims/experiment.ts';
import { linear, quickly, tanh4 } from '../growth/settings.ts';
import {
  growthOutput,
  growthParameters,
  measureNetworkGrowth,
  type GrowthParameters,
} from '../../measure/network-growth.ts';
import { judgeOriginNetworks } from './networks-judge.ts';

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

function variants(profile: Profile): Record<string, Variant<GrowthParameters>> {
  const [seeds, adapt] =
    profile === 'full' ? [[0, 1, 2, 3, 4], (p: GrowthParameters) => p] : [[0, 1, 2], quickly];
  return Object.fromEntries(
    (['tanh4', 'linear'] as const).flatMap((network) =>
      normKinds.map((norms) => [
        variantName(network, norms),
        { parameters: adapt(measured(models[network], norms)), seeds },
      ]),
    ),
  );
}

/** N5: growth of a non-convex and of a convex model on data whose norms are spread in four ways. */
export const originNetworks = defineExperiment({
  id: 'origin-networks',
  version: 1,
  title: 'Growth of the loss by model and by spread of the data',
  parameters: growthParameters,
  output: growthOutput,
  variants,
  run: measureNetworkGrowth,
  judges: { R5: judgeOriginNetworks },
});
