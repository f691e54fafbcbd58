import { bifurcationDiagram } from '../../math/bifurcation.ts';
import { counterexamples } from '../../math/counterexamples.ts';
import {
  edgeRate,
  logarithm,
  oneDimensionalLosses,
  quadratic,
  type OneDimensionalLoss,
} from '../../math/one-dimensional.ts';
import { attractor, orbit } from '../../math/orbits.ts';
import { edgeAmplitude } from '../../math/period-two.ts';
import type { DiagramOutput, DiagramParameters } from './schema.ts';

const digits = (x: number) => Number(x.toPrecision(6));

/** @throws RangeError naming a loss that is not in the catalogue. */
function catalogued(id: string): OneDimensionalLoss {
  const loss = oneDimensionalLosses.find((one) => one.id === id);
  if (!loss) throw new RangeError(`no one-dimensional loss ${id}`);
  return loss;
}

/** Ends of orbits from both sides, so that an even loss shows both of its asymmetric cycles. */
function diagram(
  { columns, kept }: DiagramParameters,
  { loss: id, from, to }: DiagramParameters['losses'][number],
) {
  const loss = catalogued(id);
  const rates = Array.from({ length: columns }, (_, i) => from + ((to - from) * i) / (columns - 1));
  const sides = [0.3, -0.3].map((start) =>
    bifurcationDiagram(loss, rates, start, { steps: 4000, maxPeriod: kept, tolerance: 1e-6 }),
  );
  return {
    loss: id,
    columns: rates.map((learningRate, i) => {
      const points = sides.flatMap((side) => {
        const end = side[i].attractor;
        return end.status === 'diverged' ? [] : end.points.slice(-kept).map(digits);
      });
      return { learningRate: digits(learningRate), points: [...new Set(points)].sort((a, b) => a - b) };
    }),
  };
}

const mapPoints = 201;

function cobwebOf(loss: OneDimensionalLoss, learningRate: number, starts: readonly number[], reach: number) {
  const x = Array.from({ length: mapPoints }, (_, i) => digits(reach * ((2 * i) / (mapPoints - 1) - 1)));
  return {
    loss: loss.id,
    learningRate,
    amplitude: edgeAmplitude(loss, learningRate),
    map: { x, y: x.map((at) => digits(at - learningRate * loss.slope(at))) },
    orbits: starts.map((start) => ({ start, path: orbit(loss, learningRate, start, 24).map(digits) })),
  };
}

function endOf(loss: OneDimensionalLoss, learningRate: number, start: number) {
  const end = attractor(loss, learningRate, start);
  if (end.status === 'diverged') return 'diverged' as const;
  if (end.status === 'aperiodic') return 'elsewhere' as const;
  if (end.period === 1) return 'at the minimum' as const;
  const [a, b] = end.points;
  return Math.abs(a + b) < 1e-8 * Math.abs(a) ? ('symmetric cycle' as const) : ('asymmetric cycle' as const);
}

/** κ = η over the edge at which the cobwebs are drawn. */
const excess = 1.4;
const pathSteps = 60;

/** The pictures of the theorem: diagrams over η, cobwebs and what happens without each hypothesis. */
export function orbitDiagrams(parameters: DiagramParameters): DiagramOutput {
  return {
    kind: 'diagram',
    diagrams: parameters.losses.map((one) => diagram(parameters, one)),
    cobwebs: [
      cobwebOf(logarithm, excess * edgeRate(logarithm), [0.05, 2.4], 2.6),
      cobwebOf(quadratic, excess * edgeRate(quadratic), [0.05], 2.6),
    ],
    counterexamples: counterexamples.map(({ breaks, loss, learningRate, starts }) => ({
      breaks,
      loss: loss.id,
      formula: loss.formula,
      learningRate,
      edge: edgeRate(loss),
      amplitude: edgeAmplitude(loss, learningRate),
      orbits: starts.map((start) => ({
        start,
        path: orbit(loss, learningRate, start, pathSteps).map(digits),
        ends: endOf(loss, learningRate, start),
      })),
    })),
  };
}
