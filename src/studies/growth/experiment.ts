import { defineExperiment, type Profile, type Variant } from '../../claims/experiment.ts';
import { judgeGrowth } from './judge.ts';
import { linear, quickly, tanh4 } from './settings.ts';
import {
  growthOutput,
  growthParameters,
  measureNetworkGrowth,
  type GrowthParameters,
} from '../../measure/network-growth.ts';

function variants(profile: Profile): Record<string, Variant<GrowthParameters>> {
  const [seeds, adapt] =
    profile === 'full' ? [[0, 1, 2, 3, 4], (p: GrowthParameters) => p] : [[0, 1, 2], quickly];
  return { tanh4: { parameters: adapt(tanh4), seeds }, linear: { parameters: adapt(linear), seeds } };
}

/** N1: how the loss grows around a trained network, and around a linear one, where it must be quadratic. */
export const growth = defineExperiment({
  id: 'growth',
  version: 1,
  title: 'Growth of the loss around a trained network',
  parameters: growthParameters,
  output: growthOutput,
  variants,
  run: measureNetworkGrowth,
  judges: { R1: judgeGrowth },
});
