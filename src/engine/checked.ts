import { checkFinite, checkLength } from '../math/samples.ts';
import type { Engine, GradientDescentOptions, LearningRateSchedule, Problem } from './engine.ts';
import { OwnProblems, type OwnProblem } from './own-problems.ts';

/** @throws RangeError where a vector of parameters has another length than the network's, or is not finite */
function checkVectors(
  { parameters }: OwnProblem,
  vectors: Readonly<Record<string, Float32Array | Float64Array | undefined>>,
): void {
  for (const [name, vector] of Object.entries(vectors)) {
    if (vector === undefined) continue;
    checkLength(name, vector, parameters);
    checkFinite(name, vector);
  }
}

function checkNumber(name: string, value: number, holds: boolean, wanted: string): void {
  if (!holds) throw new RangeError(`${name} is ${wanted}, not ${value}`);
}

const checkRate = (name: string, rate: number) =>
  checkNumber(name, rate, Number.isFinite(rate), 'a finite number');

const checkSteps = (steps: number) =>
  checkNumber('steps', steps, Number.isSafeInteger(steps) && steps >= 0, 'a whole number from 0 on');

function checkDistances(t: readonly number[]): void {
  t.forEach((distance, i) => checkNumber(`t[${i}]`, distance, Number.isFinite(distance), 'a finite number'));
}

const checkedSchedule =
  (schedule: LearningRateSchedule): LearningRateSchedule =>
  (step) => {
    const rate = schedule(step);
    checkRate(`the learning rate of step ${step}`, rate);
    return rate;
  };

function checkedDescent(options: GradientDescentOptions): GradientDescentOptions {
  const { learningRate, steps, stopBelow, initialLoss } = options;
  checkSteps(steps);
  if (stopBelow !== undefined) checkNumber('stopBelow', stopBelow, !Number.isNaN(stopBelow), 'a loss');
  if (initialLoss !== undefined)
    checkNumber('initialLoss', initialLoss, Number.isFinite(initialLoss), 'a finite loss');
  if (typeof learningRate !== 'number') return { ...options, learningRate: checkedSchedule(learningRate) };
  checkRate('learningRate', learningRate);
  return options;
}

/**
 * The engine with its borders guarded, the same for every backend: what is given must fit the network and be finite, and
 * is taken as it is at the time of the call, whatever becomes of the arrays afterwards.
 * @throws RangeError, from each of its functions, that names the argument at fault
 */
export function checked<E extends Engine>(engine: E): E {
  const problems = new OwnProblems();
  const along =
    <R>(
      compute: (problem: Problem, centre: Float64Array, direction: Float64Array, t: readonly number[]) => R,
    ): typeof compute =>
    (problem, centre, direction, t) => {
      const own = problems.of(problem);
      checkVectors(own, { centre, direction });
      checkDistances(t);
      return compute(own, centre, direction, t);
    };
  const guarded: Omit<Engine, 'backend'> = {
    async gradientDescent(problem, start, options) {
      const own = problems.of(problem);
      checkVectors(own, { start });
      return engine.gradientDescent(own, start, checkedDescent(options));
    },
    trajectory(problem, start, options) {
      const own = problems.of(problem);
      checkVectors(own, { start, correction: options.correction });
      checkSteps(options.steps);
      checkRate('learningRate', options.learningRate);
      return engine.trajectory(own, start, options);
    },
    slice: along((...words) => engine.slice(...words)),
    exampleSlice: along((...words) => engine.exampleSlice(...words)),
    slopes: along((...words) => engine.slopes(...words)),
    gradient(problem, parameters) {
      const own = problems.of(problem);
      checkVectors(own, { parameters });
      return engine.gradient(own, parameters);
    },
    hessian(problem, parameters, precision = 'float64') {
      const own = problems.of(problem);
      checkVectors(own, { parameters });
      if (precision !== 'float64' && precision !== 'float32')
        throw new RangeError(`precision is 'float64' or 'float32', not '${String(precision)}'`);
      const product = engine.hessian(own, parameters, precision);
      return (v) => {
        // A number that is not finite shows in the product; to look for it would take a hundredth of the time.
        checkLength('v', v, own.parameters);
        return product(v);
      };
    },
  };
  return { ...engine, ...guarded };
}
