import { add, placeholder } from './build.ts';
import type { Rate } from './rules/rule.ts';
import { isConstant, ruleOf } from './rules/table.ts';
import { dependents, reachable, within, type Node, type Value } from './value.ts';

/** @throws Error of `body` with the op of the user's function that it is about */
function explained<T>(one: Node, body: () => T): T {
  try {
    return within(one.origin, body);
  } catch (error) {
    const line = one.origin?.line();
    const where = `${one.origin?.told ?? one.op}${line === undefined ? '' : ` at ${line}`}`;
    throw new Error(`${where}: ${(error as Error).message}`, { cause: error });
  }
}

/**
 * Rates of change of all values that `outputs` need, where each seed changes at the rate it is mapped to: forward mode,
 * one rule an op.
 * @returns the rate of a value; undefined where it is zero
 * @throws Error that names an op without a rule, and the user's line
 */
export function ratesOf(outputs: readonly Value[], seeds: ReadonlyMap<Value, Value>): (value: Value) => Rate {
  // What only goes through constants needs no rule.
  const nodes = reachable(outputs, { has: (value) => seeds.has(value) || isConstant(value) });
  const rates = new Map<Value, Rate>(seeds);
  for (const one of nodes) {
    const inputs = one.inputs.map((input) => rates.get(input));
    if (inputs.every((rate) => rate === undefined)) continue;
    const forward = explained(one, () => ruleOf(one.op).forward(one, inputs));
    forward.forEach((rate, i) => rates.set(one.outputs[i], rate));
  }
  return (value) => rates.get(value);
}

/**
 * Cotangents of the seeds, of which `outputs` are linear functions, from those of the outputs: each op transposed, in
 * reverse. Forward mode and this make reverse mode (Radul et al. 2023, "You Only Linearize Once").
 */
function transposed(outputs: readonly Value[], pulled: readonly Rate[], seeds: readonly Value[]): Rate[] {
  const nodes = reachable(outputs);
  const linear = dependents(
    nodes,
    seeds.map(({ node }) => node),
  );
  const cotangents = new Map<Value, Value>();
  const accumulate = (value: Value, rate: Rate) => {
    const before = cotangents.get(value);
    if (rate) cotangents.set(value, before ? add(before, rate) : rate);
  };
  outputs.forEach((value, i) => accumulate(value, pulled[i]));
  for (const one of nodes.reverse()) {
    const given = one.outputs.map((value) => cotangents.get(value));
    if (!linear.has(one) || one.inputs.length === 0 || given.every((rate) => rate === undefined)) continue;
    const mask = one.inputs.map(({ node }) => linear.has(node));
    const { transposed: transpose } = ruleOf(one.op);
    if (!transpose) throw new Error(`${one.op} is not linear`);
    explained(one, () =>
      transpose(one, given, mask).forEach((rate, i) => {
        if (mask[i]) accumulate(one.inputs[i], rate);
      }),
    );
  }
  return seeds.map((seed) => cotangents.get(seed));
}

/**
 * Gradients of Σᵢ pulledᵢ · outputᵢ by each value in `at`: reverse mode.
 * @returns undefined for a value on which no output depends
 */
export function gradientsOf(
  outputs: readonly Value[],
  pulled: readonly Value[],
  at: readonly Value[],
): Rate[] {
  const seeds = at.map((value, i) => placeholder(`seed ${i}`, value));
  const rate = ratesOf(outputs, new Map(at.map((value, i) => [value, seeds[i]])));
  const varying = outputs.flatMap((value, i) => {
    const one = rate(value);
    return one ? [{ one, pulled: pulled[i] }] : [];
  });
  return transposed(
    varying.map(({ one }) => one),
    varying.map((each) => each.pulled),
    seeds,
  );
}
