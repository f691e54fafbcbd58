import { checkFinite, checkLength } from '../math/samples.ts';
import type { GradientDescentOptions, LearningRateSchedule, TrainingLoss } from './engine.ts';

/** @throws RangeError where a vector of parameters has another length than the network's, or is not finite */
function checkVectors(
  { size }: TrainingLoss,
  vectors: Readonly<Record<string, Float32Array | Float64Array | undefined>>,
): void {
  for (const [name, vector] of Object.entries(vectors)) {
    if (vector === undefined) continue;
    checkLength(name, vector, size);
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
 * A loss with its borders guarded, the same for every backend: what is given must fit the network and be finite, and is
 * taken as it is at the time of the call, whatever becomes of the arrays afterwards.
 * @throws RangeError, from each of its functions, that names the argument at fault
 */
export function checkedLoss(loss: TrainingLoss): TrainingLoss {
  const along =
    (compute: TrainingLoss['slice']): typeof compute =>
    (centre, direction, t) => {
      checkVectors(loss, { centre, direction });
      checkDistances(t);
      return compute(centre, direction, t);
    };
  return {
    parts: loss.parts,
    size: loss.size,
    samples: loss.samples,
    async gradientDescent(start, options) {
      checkVectors(loss, { start });
      return loss.gradientDescent(start, checkedDescent(options));
    },
    trajectory(start, options) {
      checkVectors(loss, { start, correction: options.correction });
      checkSteps(options.steps);
      checkRate('learningRate', options.learningRate);
      return loss.trajectory(start, options);
    },
    slice: along((...line) => loss.slice(...line)),
    examples: along((...line) => loss.examples(...line)),
    slopes: along((...line) => loss.slopes(...line)),
    value(point) {
      checkVectors(loss, { point });
      return loss.value(point);
    },
    valueAndGradient(point) {
      checkVectors(loss, { point });
      return loss.valueAndGradient(point);
    },
    hessian(point, precision = 'float64') {
      checkVectors(loss, { point });
      if (precision !== 'float64' && precision !== 'float32')
        throw new RangeError(`precision is 'float64' or 'float32', not '${String(precision)}'`);
      const product = loss.hessian(point, precision);
      return (v) => {
        // A number that is not finite shows in the product; to look for it would take a hundredth of the time.
        checkLength('v', v, loss.size);
        return product(v);
      };
    },
  };
}
