import { rateName, slicedRate } from '../../studies/edge/settings.ts';
import type { SampledLoss } from '../../math/sampled-loss.ts';
import { sliceRise } from '../../studies/edge/slice-slopes.ts';
import { results } from '../../site/results.ts';
import { descentsOf, edgeRuns } from '../../studies/edge/selections.ts';

/** Networks whose loss along the sharpest direction gradient descent is tried on: the judged one and a control. */
const networks = [
  { variant: rateName(slicedRate), words: 'tanh network' },
  { variant: 'linear', words: 'linear network (control)' },
];

/** Of the published points, every second one with so many digits is enough for the lab's interpolation. */
const [every, digits] = [2, 9];

/** One slice of each network of the first seed, symmetrised, about the point where its oscillation has settled. */
export function measuredSlices(): readonly SampledLoss[] {
  const runs = edgeRuns(results);
  return networks.flatMap(({ variant, words }): SampledLoss[] => {
    const run = descentsOf(runs, variant).find(({ slices }) => slices.length > 0);
    if (!run) return [];
    const { t, f } = sliceRise(run.slices[0]);
    return [
      {
        id: `slice-${variant}`,
        formula: `${words}, ${run.slices[0].direction}, seed ${run.seed}`,
        from: t[0],
        to: t[Math.floor((t.length - 1) / every) * every],
        f: f.filter((_, i) => i % every === 0).map((value) => Number(value.toPrecision(digits))),
      },
    ];
  });
}
