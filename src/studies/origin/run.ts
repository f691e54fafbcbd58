import type { RunContext, RunResult } from '../../claims/experiment.ts';
import { measureCell } from './cells.ts';
import { measureOtherLoss } from './other-loss.ts';
import { originModels, originSpreads, type OriginOutput, type OriginParameters } from './schema.ts';

/** A convex and a non-convex model on data of one magnitude and of many. */
export async function runOrigin({
  parameters: set,
  seed,
  progress,
}: RunContext<OriginParameters>): Promise<RunResult<OriginOutput>> {
  const pairs = originModels.flatMap((model) => originSpreads.map((spread) => ({ model, spread })));
  const cells = pairs.map(({ model, spread }, i) => {
    progress(i / pairs.length, `${model}, ${spread}`);
    return measureCell(model, spread, set, seed);
  });
  return {
    status: 'complete',
    output: { cells, otherLoss: measureOtherLoss(set.directions, seed) },
    tensors: {},
    datasets: [],
  };
}
