import type { Need, Variant } from '../../claims/experiment.ts';
import type { GrowthParameters } from '../growth/schema.ts';
import { tanh4 } from '../growth/settings.ts';
import { cellName, cellsOf, type Cell, type Sweep } from './schema.ts';

function cellParameters({ maxSteps, targetLoss }: Sweep, cell: Cell): GrowthParameters {
  return {
    ...tanh4,
    hidden: Array.from({ length: cell.depth }, () => cell.width),
    activation: cell.activation,
    loss: cell.loss,
    images: { ...tanh4.images, source: cell.dataset, samples: cell.samples },
    training: { ...tanh4.training, learningRate: cell.learningRate, maxSteps, targetLoss },
    randomDirections: 1,
    slice: { ...tanh4.slice, pointsPerDecade: 20 },
  };
}

/** The runs of a grid: of each of its networks, and of the table of them all. */
export function sweepTasks(sweep: Sweep) {
  const seeds = Array.from({ length: sweep.seeds }, (_, seed) => seed);
  const variants = Object.fromEntries(
    cellsOf(sweep).map((cell): [string, Variant<GrowthParameters>] => [
      cellName(sweep, cell),
      { parameters: cellParameters(sweep, cell), seeds },
    ]),
  );
  const needs = Object.keys(variants).flatMap((variant) =>
    seeds.map((seed): Need => ({ experiment: 'sweep', variant, seed })),
  );
  return { variants, summary: { [sweep.name]: { parameters: sweep, seeds: [0] } }, needs };
}
