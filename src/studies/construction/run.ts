import type { RunContext, RunResult } from '../../claims/experiment.ts';
import { measureCounts } from './counts.ts';
import { measureCycles, measureDensities } from './densities.ts';
import { measureFailures } from './failures.ts';
import type { ConstructionOutput, ConstructionParameters } from './schema.ts';

/** Scales, densities, cycles and failures of networks at a minimum known exactly. */
export async function runConstruction({
  parameters: set,
  seed,
  progress,
}: RunContext<ConstructionParameters>): Promise<RunResult<ConstructionOutput>> {
  const counted = measureCounts(set, seed);
  progress(0.3, 'densities of magnitudes');
  const dense = measureDensities(set, seed);
  progress(0.8, 'cycles and failures');
  return {
    status: 'complete',
    output: {
      counts: counted.counts,
      countCurves: counted.curves,
      densities: dense.densities,
      densityCurves: dense.curves,
      cycles: measureCycles(seed),
      failures: measureFailures(set, seed),
    },
    tensors: {},
    datasets: [],
  };
}
