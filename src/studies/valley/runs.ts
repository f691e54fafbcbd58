import { z } from 'zod';
import { edgeAmplitude } from '../../math/period-two.ts';
import { powerLoss, quadratic, quartic, type OneDimensionalLoss } from '../../math/one-dimensional.ts';
import type { Random } from '../../math/random.ts';
import { max, mean } from '../../math/statistics.ts';
import {
  adiabaticSharpness,
  boundedBelowValley,
  driftRate,
  finalSharpness,
  hoveringPoint,
  linearValley,
  runValley,
  type ValleyPoint,
} from '../../math/valley.ts';

export const valleyParameters = z.strictObject({
  learningRate: z.number().positive(),
  steps: z.int().positive(),
  /** Random valleys of each kind. */
  runs: z.int().positive(),
  /** Points kept of a path; of random valleys none is. */
  recorded: z.int().positive(),
  /** Size of the kicks of x that keep it from underflowing in tilted valleys. */
  noise: z.number().positive(),
});

export type ValleyParameters = z.output<typeof valleyParameters>;

/** √(1 + x²) − 1, for which the predictions have a closed form. */
const subquadratic = powerLoss(1);
export const sections = { subquadratic, quadratic, quartic } as const;
export type SectionName = keyof typeof sections;
const sectionName = z.enum(['subquadratic', 'quadratic', 'quartic']);

const pathSchema = z.array(z.strictObject({ step: z.int(), x: z.number(), sharpness: z.number() }));

/** Sharpnesses in units of 1/x²; κ, steps and ratios without one. */
export const driftSchema = z.strictObject({
  /** `design` has the parameters of the text, `random` drawn ones. */
  drawn: z.enum(['design', 'random']),
  section: sectionName,
  sharpness: z.number(),
  k: z.number(),
  /** κ = η²k²/2. */
  rate: z.number(),
  status: z.enum(['bounded', 'diverged']),
  /** Largest relative error of the adiabatic prediction over all steps. */
  error: z.number().nullable(),
  /** λ_∞η/2, measured and predicted. */
  final: z.number().nullable(),
  predictedFinal: z.number(),
  path: pathSchema,
});

export const hoverSchema = z.strictObject({
  drawn: z.enum(['design', 'random']),
  section: sectionName,
  k: z.number(),
  /** c/k. */
  tilt: z.number(),
  status: z.enum(['bounded', 'diverged']),
  /** λη/2, mean over the second half of the run; null where it diverged. */
  ratio: z.number().nullable(),
  predictedRatio: z.number(),
  /** |x|, root mean square over the second half. */
  amplitude: z.number().nullable(),
  predictedAmplitude: z.number(),
  path: pathSchema,
});

export const floorSchema = z.strictObject({
  section: sectionName,
  /** λ, the least sharpness of the floor, times η/2. */
  ratio: z.number(),
  status: z.enum(['bounded', 'diverged']),
  steps: z.int(),
  /** |x| at the end; null where it diverged. */
  amplitude: z.number().nullable(),
  predictedAmplitude: z.number().nullable(),
});

export const catapultSchema = z.strictObject({
  /** λη/2 at the start. */
  ratio: z.number(),
  status: z.enum(['bounded', 'diverged']),
  /** λη/2 at the end; null where it diverged. */
  final: z.number().nullable(),
});

/** A tilted valley entered far below the edge without noise: x underflows before the floor is sharp enough. */
export const underflowSchema = z.strictObject({
  /** λη/2 at the start and at the end. */
  start: z.number(),
  final: z.number(),
  x: z.number(),
});

export type Underflow = z.output<typeof underflowSchema>;
export type Drift = z.output<typeof driftSchema>;
export type Hover = z.output<typeof hoverSchema>;
export type Floor = z.output<typeof floorSchema>;
export type Catapult = z.output<typeof catapultSchema>;

const between = (low: number, high: number, source: Random) => low + (high - low) * source.uniform();

const digits = (value: number) => Number(value.toPrecision(7));

const record = ({ step, x, sharpness }: ValleyPoint) => ({
  step,
  x: digits(x),
  sharpness: digits(sharpness),
});

const isFinitePoint = ({ x, sharpness }: ValleyPoint) => Number.isFinite(x) && Number.isFinite(sharpness);

/** The points of a path at steps that are evenly spaced in their logarithm, `recorded` a path or fewer. */
function logThinned(path: readonly ValleyPoint[], recorded: number) {
  const growth = path.length ** (1 / recorded);
  const kept: ValleyPoint[] = [path[0]];
  for (let i = 1; i < path.length; i = Math.max(i + 1, Math.floor(i * growth))) kept.push(path[i]);
  return kept.filter(isFinitePoint).map(record);
}

/** Every few of the first steps of a path. */
const thinned = (path: readonly ValleyPoint[], steps: number, recorded: number) =>
  path
    .slice(0, steps)
    .filter(isFinitePoint)
    .filter((_, i) => i % Math.ceil(steps / recorded) === 0)
    .map(record);

type Drawn = Drift['drawn'];

function drift(
  { learningRate, steps, recorded }: ValleyParameters,
  drawn: Drawn,
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

/** Valleys of minima: the design's two, random ones, and the same with a quadratic cross-section. */
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

/** Steps of a tilted valley that are recorded. */
const shown = 2000;

/** λη/2 at which tilted valleys are entered: nearer to the edge than x can underflow on the way. */
export const tiltedStart = 0.9;

function hover(
  { learningRate, steps, recorded, noise }: ValleyParameters,
  drawn: Drawn,
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

/** Valleys whose floor is nowhere flatter than the edge: Λ = λ + y²/2. */
export function floors({ learningRate, steps, runs }: ValleyParameters, source: Random): Floor[] {
  const edge = 2 / learningRate;
  const ratios = [1.25, ...Array.from({ length: runs }, () => between(1.05, 1.8, source))];
  return (['subquadratic', 'quadratic', 'quartic'] as const).flatMap((name) =>
    ratios.map((ratio) => {
      const section: OneDimensionalLoss = sections[name];
      const run = runValley(boundedBelowValley(section, ratio * edge), learningRate, 0.5, { steps, y: 1 });
      return {
        section: name,
        ratio,
        status: run.status,
        steps: run.steps,
        amplitude: run.status === 'bounded' ? Math.abs(run.path[run.path.length - 1].x) : null,
        predictedAmplitude: edgeAmplitude(section, 2 * ratio),
      };
    }),
  );
}

/** Quadratic valleys with flat minima that begin beyond the edge. */
export function catapults({ learningRate, steps, runs }: ValleyParameters, source: Random): Catapult[] {
  const edge = 2 / learningRate;
  return Array.from({ length: 4 * runs }, () => between(1.01, 2, source))
    .sort((a, b) => a - b)
    .map((ratio) => {
      const k = between(0.3, 1, source);
      const run = runValley(linearValley(quadratic, ratio * edge, k), learningRate, 1e-3, { steps });
      const bounded = run.status === 'bounded';
      return {
        ratio,
        status: run.status,
        final: bounded ? run.path[run.path.length - 1].sharpness / edge : null,
      };
    });
}

/** What arithmetic does to a tilted valley where nothing kicks x: no two-cycle, and a sharpness without bound. */
export function underflow({ learningRate, steps }: ValleyParameters): Underflow {
  const edge = 2 / learningRate;
  const start = 0.5;
  const run = runValley(linearValley(subquadratic, start * edge, 1, 0.02), learningRate, 0.1, {
    steps,
    every: steps,
  });
  const end = run.path[run.path.length - 1];
  return { start, final: end.sharpness / edge, x: end.x };
}
