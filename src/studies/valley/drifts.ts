import { edgeAmplitude } from '../../math/period-two.ts';
import type { Random } from '../../math/random.ts';
import { max } from '../../math/statistics.ts';
import {
  adiabaticSharpness,
  driftRate,
  finalSharpness,
  linearValley,
  runValley,
  type ValleyPoint,
} from '../../math/valley.ts';
import { between, logThinned } from './record.ts';
import type { Drift, SectionName, ValleyParameters } from './schema.ts';
import { sections, subquadratic } from './sections.ts';

function drift(
  { learningRate, steps, recorded }: ValleyParameters,
  drawn: Drift['drawn'],
  section: SectionName,
  [sharpness, k]: readonly [number, number],
): Drift {
  const edge = 2 / learningRate;
  // On the two-cycle of the sharpness it starts from, so that there is no transient.
  const start = edgeAmplitude(subquadratic, sharpness * learningRate)!;
  const valley = linearValley(sections[section], sharpness, k);
  const { status, path } = runValley(valley, learningRate, start, { steps });
  const bounded = status === 'bounded';
  const error = (at: ValleyPoint) =>
    Math.abs(at.sharpness / adiabaticSharpness(sharpness, learningRate, k, at.step) - 1);
  return {
    drawn,
    section,
    sharpness,
    k,
    rate: driftRate(learningRate, k),
    status,
    error: bounded ? max(path, error) : null,
    final: bounded ? path[path.length - 1].sharpness / edge : null,
    predictedFinal: finalSharpness(learningRate, k) / edge,
    path: drawn === 'design' ? logThinned(path, recorded) : [],
  };
}

/** Valleys of minima: two of the text, random ones, and the same with a quadratic cross-section. */
export function drifts(parameters: ValleyParameters, source: Random): Drift[] {
  const edge = 2 / parameters.learningRate;
  const random = Array.from({ length: parameters.runs }, (): [number, number] => [
    edge * between(1.1, 2.5, source),
    between(0.3, 1, source),
  ]);
  const designed: [number, number][] = [
    [2 * edge, 0.3],
    [2 * edge, 1],
  ];
  return [
    ...designed.map((values) => drift(parameters, 'design', 'subquadratic', values)),
    drift(parameters, 'design', 'quadratic', [1.05 * edge, 1]),
    ...random.map((values) => drift(parameters, 'random', 'subquadratic', values)),
    ...random.map(([, k]) =>
      drift(parameters, 'random', 'quadratic', [edge * between(1.05, 1.2, source), k]),
    ),
  ];
}
