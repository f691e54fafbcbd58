/** TensorFlow's numbers for the types that a graph can hold. */
export const dataTypes = { float32: 1, float64: 2, int32: 3, int64: 9, bool: 10 } as const;
/** Their names. */
export type DataType = keyof typeof dataTypes;

/** Values of a constant in the memory layout of its type. */
export type Numbers = Float32Array | Float64Array | Int32Array | BigInt64Array | Uint8Array;

/** An attribute of an op, as TensorFlow's `AttrValue` has it. */
export type Attribute =
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'integer' | 'float'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'type'; readonly value: DataType }
  | { readonly kind: 'shape' | 'integers' | 'floats'; readonly value: readonly number[] }
  | { readonly kind: 'strings'; readonly value: readonly string[] }
  | { readonly kind: 'booleans'; readonly value: readonly boolean[] }
  | { readonly kind: 'types'; readonly value: readonly DataType[] };

/** The attributes of an op by name. */
export type Attributes = Readonly<Record<string, Attribute>>;

/** Makers of attributes. */
export const attribute = {
  string: (value: string): Attribute => ({ kind: 'string', value }),
  integer: (value: number): Attribute => ({ kind: 'integer', value }),
  float: (value: number): Attribute => ({ kind: 'float', value }),
  boolean: (value: boolean): Attribute => ({ kind: 'boolean', value }),
  type: (value: DataType): Attribute => ({ kind: 'type', value }),
  integers: (value: readonly number[]): Attribute => ({ kind: 'integers', value }),
};

/** Shape and type of a tensor. */
export interface TensorType {
  readonly type: DataType;
  readonly shape: readonly number[];
}

/** One output of a node. */
export interface Value extends TensorType {
  readonly node: Node;
  readonly output: number;
}

/** One op of a graph on the values of others; a graph is what its outputs reach. */
export interface Node {
  /** Counted as nodes are made, so that those of the inputs are smaller. */
  readonly id: number;
  readonly op: string;
  readonly inputs: readonly Value[];
  readonly attributes: Attributes;
  readonly outputs: readonly Value[];
  /** What a `Const` holds. */
  readonly numbers?: Numbers | undefined;
  /** Where in the user's function it comes from. */
  readonly origin?: Origin | undefined;
}

/** The op of a traced function that a node belongs to: a derivative to the op it is taken of. */
export interface Origin {
  /** The op with its inputs' types and shapes. */
  readonly told: string;
  /** The line that called it, where that can be seen. */
  readonly line: () => string | undefined;
}

let nodesMade = 0;
let origin: Origin | undefined;

/** Nodes made by `body` belong to this op of the user's function. */
export function within<T>(of: Origin | undefined, body: () => T): T {
  const before = origin;
  origin = of;
  try {
    return body();
  } finally {
    origin = before;
  }
}

/** A node with all its outputs. */
export function node(
  op: string,
  inputs: readonly Value[],
  attributes: Attributes,
  types: readonly TensorType[],
  numbers?: Numbers,
): Node {
  const outputs: Value[] = [];
  const one: Node = { id: nodesMade++, op, inputs, attributes, outputs, numbers, origin };
  types.forEach(({ type, shape }, output) => outputs.push({ node: one, output, type, shape }));
  return one;
}

/** The same op on other inputs, of the same shapes. */
export function onInputs(one: Node, inputs: readonly Value[]): Node {
  return inputs.every((input, i) => input === one.inputs[i])
    ? one
    : within(one.origin, () => node(one.op, inputs, one.attributes, one.outputs, one.numbers));
}

/** Nodes that the values need, each after its inputs; those that only values in `given` need are left out. */
export function reachable(
  values: readonly Value[],
  given: { has(value: Value): boolean } = new Set(),
): Node[] {
  const found = new Set<Node>();
  const stack = [...values];
  for (let next = stack.pop(); next; next = stack.pop()) {
    if (found.has(next.node) || given.has(next)) continue;
    found.add(next.node);
    stack.push(...next.node.inputs);
  }
  return [...found].sort((a, b) => a.id - b.id);
}

/** Those among nodes, each after its inputs, that depend on one of `sources`; they themselves too. */
export function dependents(nodes: readonly Node[], sources: Iterable<Node>): Set<Node> {
  const found = new Set(sources);
  for (const one of nodes) if (one.inputs.some((input) => found.has(input.node))) found.add(one);
  return found;
}

/** What a node becomes on new inputs; nothing where it stays the same op. */
export type Make = (one: Node, inputs: readonly Value[]) => readonly Value[] | undefined;

/**
 * The values with every node made anew by `make` from its inputs made anew, up to the values in `replaced`: the frame of
 * all passes.
 */
export function rebuilt(
  values: readonly Value[],
  make: Make = () => undefined,
  replaced: ReadonlyMap<Value, Value> = new Map(),
): Value[] {
  const news = new Map<Node, readonly Value[]>();
  const of = (value: Value) => replaced.get(value) ?? news.get(value.node)![value.output];
  for (const one of reachable(values, replaced)) {
    const inputs = one.inputs.map(of);
    news.set(
      one,
      within(one.origin, () => make(one, inputs) ?? onInputs(one, inputs).outputs),
    );
  }
  return values.map(of);
}

/** How many numbers a shape has. */
export const sizeOf = (shape: readonly number[]) => shape.reduce((product, size) => product * size, 1);

/** An axis counted from 0, where it may be counted from the end. */
export const axisOf = (axis: number, { length }: readonly number[]) => (axis < 0 ? axis + length : axis);

/** Whether two lists of numbers are the same. */
export const same = (a: readonly number[], b: readonly number[]) =>
  a.length === b.length && a.every((size, i) => size === b[i]);

/** Whether a value has a derivative at all. */
export const isFloat = ({ type }: TensorType) => type === 'float32' || type === 'float64';

/** The node that a value comes from, where that is such an op. */
export const made = (value: Value | undefined, op: string): Node | undefined =>
  value?.node.op === op ? value.node : undefined;

/** The numbers of a constant; undefined for anything else. */
export function constantNumbers({ node: { op, numbers } }: Value): number[] | undefined {
  return op === 'Const' && numbers ? Array.from(numbers as ArrayLike<number | bigint>, Number) : undefined;
}

/** A value that an op reads its shape, axes or order from. */
export function knownNumbers(one: Node, input: number): number[] {
  const numbers = constantNumbers(one.inputs[input]);
  if (!numbers) throw new Error(`${one.op} takes input ${input} as a constant only`);
  return numbers;
}
