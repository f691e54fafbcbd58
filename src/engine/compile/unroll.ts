import { concat, placeholder, reshape } from '../graph/build.ts';
import { placeholderName } from '../graph/encode.ts';
import { simplified } from '../graph/simplify.ts';
import { attribute, node, rebuilt, type Value } from '../graph/value.ts';
import type { Trace } from './graph-backend.ts';

/** How often a step is repeated, and what goes from one to the next. */
interface LoopShape {
  /** Inputs of the step that its first outputs replace in the next step. */
  readonly carry: number;
  /** Inputs after those, which take another value in each step. */
  readonly each: number;
  readonly steps: number;
}

/** One value for each step as one input of them all, with its rows. */
function stacked(value: Value, steps: number): { readonly all: Value; readonly rows: readonly Value[] } {
  const { type, shape } = value;
  const all = placeholder(placeholderName(value), { type, shape: [steps, ...shape] });
  const attributes = { T: attribute.type(type), num: attribute.integer(steps), axis: attribute.integer(0) };
  const rows = node(
    'Unpack',
    [all],
    attributes,
    Array.from({ length: steps }, () => ({ type, shape })),
  ).outputs;
  return { all, rows };
}

/**
 * Repeats the graph of one step, so that a whole loop is one call; what does not depend on the step stays single. Gives
 * the carry after the last step, then what each step gave, stacked along a new first axis.
 */
export function unroll(step: Trace, { carry, each, steps }: LoopShape): Trace {
  const before = step.inputs.slice(0, carry);
  const varying = step.inputs.slice(carry, carry + each);
  const outputs = simplified(step.outputs);
  const lists = varying.map((value) => stacked(value, steps));
  let state: readonly Value[] = before;
  const results: (readonly Value[])[] = [];
  for (let i = 0; i < steps; i++) {
    const replaced = new Map([
      ...before.map((value, k) => [value, state[k]] as const),
      ...varying.map((value, k) => [value, lists[k].rows[i]] as const),
    ]);
    const given = rebuilt(outputs, undefined, replaced);
    state = given.slice(0, carry);
    results.push(given.slice(carry));
  }
  const rows = outputs.slice(carry).map(({ shape }, k) =>
    concat(
      results.map((row) => reshape(row[k], [1, ...shape])),
      0,
    ),
  );
  return {
    ...step,
    inputs: [...before, ...lists.map(({ all }) => all), ...step.inputs.slice(carry + each)],
    outputs: [...state, ...rows],
  };
}
