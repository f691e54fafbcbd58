import { reachable, sizeOf, type Node, type Value } from '../graph/value.ts';
import { kernelOf, isElementwise } from './kernels/table.ts';
import type { Run } from './kernels/kernel.ts';
import { asKind, kindOf, type PlainNumbers } from './numbers.ts';
import { give, take } from './pool.ts';

/** A graph as a function of numbers. */
export interface Evaluator {
  /** Nodes that the outputs need. */
  readonly nodes: number;
  /** Numbers of the outputs from those of the placeholders; what comes back is the caller's. */
  run(inputs: readonly PlainNumbers[]): PlainNumbers[];
}

/** What one node does with the memory that values are in. */
interface Step {
  readonly node: Node;
  readonly run: Run;
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  /** The place whose memory the result takes over; -1 for new memory. */
  readonly over: number;
  /** Places that nobody reads any more. */
  readonly free: readonly number[];
}

/** Ops whose result is the input itself, seen in another shape or type. */
function isView({ op, inputs: [x], outputs: [y] }: Node): boolean {
  if (op === 'Cast') return kindOf(x.type) === kindOf(y.type);
  return op === 'Reshape' || op === 'Identity' || op === 'StopGradient';
}

/** Places in memory for all values: views share that of what they are views on. */
function placesOf(nodes: readonly Node[]) {
  const places = new Map<Value, number>();
  let count = 0;
  for (const one of nodes)
    for (const value of one.outputs) places.set(value, isView(one) ? places.get(one.inputs[0])! : count++);
  return { places, count };
}

/** The error of a node with the op of the user's function that it is about. */
function explained({ op, origin }: Node, error: unknown): Error {
  const line = origin?.line();
  const where = line === undefined ? '' : ` at ${line}`;
  return new Error(`${origin?.told ?? op}${where}: ${(error as Error).message}`, { cause: error });
}

function prepared(one: Node): Run {
  try {
    return kernelOf(one.op)(one);
  } catch (error) {
    throw explained(one, error);
  }
}

/** The input that an elementwise op may write over: it is read here for the last time, and has the result's size. */
function takenOver(one: Node, places: ReadonlyMap<Value, number>, free: readonly number[]): number {
  const [y] = one.outputs;
  if (!isElementwise(one.op)) return -1;
  const input = one.inputs.find(
    (value) =>
      free.includes(places.get(value)!) &&
      sizeOf(value.shape) === sizeOf(y.shape) &&
      kindOf(value.type) === kindOf(y.type),
  );
  return input ? places.get(input)! : -1;
}

/**
 * Makes a graph ready to run in float64: kernel after kernel, in memory that goes from one to the next as soon as nobody
 * reads it any more.
 * @throws Error that names an op that only native TensorFlow has, and the line that called it
 */
export function evaluator(outputs: readonly Value[], placeholders: readonly Value[]): Evaluator {
  const nodes = reachable([...placeholders, ...outputs]);
  const { places, count } = placesOf(nodes);
  const at = (value: Value) => places.get(value)!;
  const constants = nodes.flatMap((one) =>
    one.op === 'Const'
      ? [{ place: at(one.outputs[0]), numbers: asKind(one.outputs[0].type, one.numbers as Float64Array) }]
      : [],
  );
  const computed = nodes.filter((one) => one.op !== 'Const' && one.op !== 'Placeholder' && !isView(one));
  const own = new Set(computed.flatMap((one) => one.outputs.map(at)));
  const kept = new Set(outputs.map(at));
  const last = new Map<number, Node>();
  for (const one of computed) for (const value of [...one.inputs, ...one.outputs]) last.set(at(value), one);
  const steps = computed.map((one): Step => {
    const used = [...new Set([...one.inputs, ...one.outputs].map(at))];
    const free = used.filter((place) => own.has(place) && !kept.has(place) && last.get(place) === one);
    const over = takenOver(one, places, free);
    return {
      node: one,
      run: prepared(one),
      inputs: one.inputs.map(at),
      outputs: one.outputs.map(at),
      over,
      free: free.filter((place) => place !== over),
    };
  });

  return {
    nodes: nodes.length,
    run(inputs) {
      const memory = new Array<PlainNumbers | undefined>(count);
      for (const { place, numbers } of constants) memory[place] = numbers;
      placeholders.forEach((value, i) => (memory[at(value)] = inputs[i]));
      for (const { node: one, run, inputs: from, outputs: to, over, free } of steps) {
        const given = from.map((place) => memory[place]!);
        to.forEach((place, i) => (memory[place] = over >= 0 ? memory[over] : take(one.outputs[i])));
        try {
          run(
            given,
            to.map((place) => memory[place]!),
          );
        } catch (error) {
          throw explained(one, error);
        }
        for (const place of free) {
          give(memory[place]!);
          memory[place] = undefined;
        }
      }
      const seen = new Set<number>();
      return outputs.map((value) => {
        const place = at(value);
        const numbers = memory[place]!;
        const isFirst = own.has(place) && !seen.has(place);
        seen.add(place);
        return isFirst ? numbers : numbers.slice();
      });
    },
  };
}
