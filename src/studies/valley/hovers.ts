import type { Random } from '../../math/random.ts';
import { mean } from '../../math/statistics.ts';
import { hoveringPoint, linearValley, runValley } from '../../math/valley.ts';
import { between, thinned } from './record.ts';
import { tiltedStart, type Hover, type SectionName, type ValleyParameters } from './schema.ts';
import { sections } from './sections.ts';

/** Steps of a tilted valley that are recorded. */
const shown = 2000;

function hover(
  { learningRate, steps, recorded, noise }: ValleyParameters,
  drawn: Hover['drawn'],
  section: SectionName,
  [k, tilt]: readonly [number, number],
  source: Random,
): Hover {
  const edge = 2 / learningRate;
  const valley = linearValley(sections[section], tiltedStart * edge, k, tilt * k);
  const { status, path } = runValley(valley, learningRate, 0.1, { steps, noise: { size: noise, source } });
  const predicted = hoveringPoint(learningRate, k, tilt * k);
  const late = path.slice(-Math.floor(steps / 2));
  const bounded = status === 'bounded';
  return {
    drawn,
    section,
    k,
    tilt,
    status,
    ratio: bounded ? mean(late, (at) => at.sharpness) / edge : null,
    predictedRatio: predicted.sharpness / edge,
    amplitude: bounded ? Math.sqrt(mean(late, ({ x }) => x * x)) : null,
    predictedAmplitude: predicted.x,
    // Further on it stays as it is.
    path: drawn === 'design' ? thinned(path, shown, recorded) : [],
  };
}

/** Valleys whose floor falls towards sharper places, so that gradient descent sharpens. */
export function hovers(parameters: ValleyParameters, source: Random): Hover[] {
  const designed = [0.02, 0.1, 0.3].map((tilt): [number, number] => [1, tilt]);
  const random = Array.from({ length: parameters.runs }, (): [number, number] => [
    between(0.3, 1, source),
    between(0.02, 0.3, source),
  ]);
  const names: SectionName[] = ['subquadratic', 'quadratic', 'quartic'];
  return names.flatMap((section) => [
    ...designed.map((values) => hover(parameters, 'design', section, values, source)),
    ...random.map((values) => hover(parameters, 'random', section, values, source)),
  ]);
}
