import { parameterCount } from '../math/network-model.ts';
import { checkFinite, checkShapes } from '../math/samples.ts';
import type { Problem } from './engine.ts';

type Numbers = Problem['x'];

/** A copy of a problem, and how many parameters its network has. */
export interface OwnProblem extends Problem {
  readonly parameters: number;
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Numbers) =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** Bit by bit, in native code: some 10 μs for 100,000 numbers. */
const sameNumbers = (a: Numbers, b: Numbers) => Buffer.compare(bytesOf(a), bytesOf(b)) === 0;

const sameProblem = (own: Problem, given: Problem) =>
  own.n === given.n &&
  JSON.stringify(own.model) === JSON.stringify(given.model) &&
  sameNumbers(own.x, given.x) &&
  sameNumbers(own.targets, given.targets);

function copied(problem: Problem): OwnProblem {
  const { model, n, x, targets } = problem;
  const parameters = parameterCount(model);
  checkShapes(model, problem);
  checkFinite('x', x);
  checkFinite('targets', targets);
  return {
    model: { ...model, layers: [...model.layers] },
    n,
    x: x.slice(),
    targets: targets.slice(),
    parameters,
  };
}

/** As many as an engine keeps samples of. */
const capacity = 4;

/**
 * Copies of the problems used last, which nobody changes: an engine may keep what belongs to one, and hand out functions
 * of it, by its identity.
 */
export class OwnProblems {
  #known: readonly OwnProblem[] = [];

  /**
   * The copy of what the problem is now: the same object as before unless a number has changed.
   * @throws RangeError where samples do not fit the network, or are not finite
   */
  of(problem: Problem): OwnProblem {
    const own = this.#known.find((known) => sameProblem(known, problem)) ?? copied(problem);
    if (own !== this.#known[0])
      this.#known = [own, ...this.#known.filter((other) => other !== own)].slice(0, capacity);
    return own;
  }
}
