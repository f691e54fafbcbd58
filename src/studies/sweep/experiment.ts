import { defineExperiment, type AnyExperiment } from '../../claims/experiment.ts';
import { measureNetworkGrowth } from '../../measure/network-growth.ts';
import { growthOutput, growthParameters } from '../growth/schema.ts';
import { summariseSweep } from './run.ts';
import { sweepSchema, sweepSummaryOutput, type Sweep } from './schema.ts';
import { sweepTasks } from './settings.ts';

/** One network of a sweep, trained and sliced. A sweep file gives the variants; without one there are none. */
export const sweepCell = defineExperiment({
  id: 'sweep',
  version: 1,
  title: 'Growth of the loss over a grid of networks',
  parameters: growthParameters,
  output: growthOutput,
  variants: () => ({}),
  run: measureNetworkGrowth,
  judges: {},
});

/** The table of a sweep. */
export const sweepSummary = defineExperiment({
  id: 'sweep-summary',
  version: 1,
  title: 'Summary of a sweep',
  parameters: sweepSchema,
  output: sweepSummaryOutput,
  variants: () => ({}),
  run: summariseSweep,
  judges: {},
});

export const experiments = [sweepCell, sweepSummary];

/** The two experiments with the tasks of one file. */
export function withSweep(sweep: Sweep): readonly AnyExperiment[] {
  const { variants, summary, needs } = sweepTasks(sweep);
  return [
    { ...sweepCell, variants: () => variants },
    { ...sweepSummary, variants: () => summary, needs: () => needs },
  ];
}
