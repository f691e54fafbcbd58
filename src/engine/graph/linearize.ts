import { add, mul, placeholder } from './build.ts';
import { ratesOf } from './derive.ts';
import { isConstant } from './rules/table.ts';
import { dependents, reachable, rebuilt, type Value } from './value.ts';

/** A graph in two: `early` is computed once, and `late` for each value of what varies, from placeholders for `early`. */
export interface Parted {
  readonly early: readonly Value[];
  readonly late: readonly Value[];
  /** The placeholders, one for each early value. */
  readonly kept: readonly Value[];
}

/** Parts a graph by whether a value depends on one of the placeholders `varying`, as JAX's `linearize` does. */
export function parted(outputs: readonly Value[], varying: readonly Value[]): Parted {
  const nodes = reachable(outputs);
  const late = dependents(
    nodes,
    varying.map(({ node }) => node),
  );
  // Placeholders are fed again, and what is made of constants is made again.
  const computed = dependents(
    nodes,
    nodes.filter(({ op }) => op === 'Placeholder'),
  );
  const crosses = ({ node }: Value) => !late.has(node) && node.op !== 'Placeholder' && computed.has(node);
  const early = [
    ...new Set([...nodes.filter((one) => late.has(one)).flatMap(({ inputs }) => inputs), ...outputs]),
  ].filter(crosses);
  const kept = early.map((value, i) => placeholder(`k${i}`, value));
  return {
    early,
    kept,
    late: rebuilt(outputs, undefined, new Map(early.map((value, i) => [value, kept[i]]))),
  };
}

/**
 * Values at centre + t·direction for each t, from values at the centre. Whatever is linear along the line is computed
 * once, at the centre and in its rate, and added up at each t: of a network the first layer's product, which is the widest.
 * @param line the direction for each value at the centre
 */
export function alongLine(
  outputs: readonly Value[],
  line: ReadonlyMap<Value, Value>,
  distances: readonly Value[],
): Value[][] {
  const centre = new Set([...line.keys()].map(({ node }) => node));
  const nodes = reachable(outputs);
  const varied = dependents(nodes, centre);
  const rate = ratesOf(outputs, line);
  const rates = nodes.flatMap((one) => one.outputs.flatMap((value) => rate(value) ?? []));
  const curved = dependents(reachable(rates), centre);
  // A value is straight where it is made of straight ones alone, at a rate that is the same everywhere.
  const straight = new Set<Value>(line.keys());
  const isStraight = (value: Value) => {
    const along = isConstant(value) ? undefined : rate(value);
    return along !== undefined && !curved.has(along.node);
  };
  for (const one of nodes)
    if (one.inputs.every((input) => !varied.has(input.node) || straight.has(input)))
      for (const value of one.outputs) if (varied.has(one) && isStraight(value)) straight.add(value);
  // Of these the last ones are moved: those of which something is made that is not straight.
  const ends = new Set(
    nodes
      .filter((one) => varied.has(one) && !one.outputs.every((value) => straight.has(value)))
      .flatMap(({ inputs }) => inputs.filter((input) => straight.has(input))),
  );
  for (const value of outputs) if (straight.has(value)) ends.add(value);
  return distances.map((t) => {
    const moved = new Map<Value, Value>();
    for (const value of ends) moved.set(value, add(value, mul(t, rate(value)!)));
    return rebuilt(outputs, undefined, moved);
  });
}
