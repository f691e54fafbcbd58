import { FileFault } from '../trained-network.ts';
import type { AttributeMessage, FunctionMessage, ModelMessage, NodeMessage } from './messages.ts';
import type { OnnxNode } from './node.ts';

/** Functions in one another. */
const deepest = 32;
/** Nodes of a whole graph, functions written out. */
const mostNodes = 100_000;

const keyOf = ({
  domain = '',
  name = '',
  overload = '',
}: {
  domain?: string;
  name?: string;
  overload?: string;
}) => `${domain === 'ai.onnx' ? '' : domain}/${name}/${overload}`;

/** The attributes of a node in a function, those of the call put in where they are meant. */
function boundAttributes(
  attributes: readonly AttributeMessage[],
  given: ReadonlyMap<string, AttributeMessage> | undefined,
): Map<string, AttributeMessage> {
  const bound = new Map<string, AttributeMessage>();
  for (const attribute of attributes) {
    const { name = '', refAttrName } = attribute;
    const value = refAttrName ? given?.get(refAttrName) : attribute;
    if (value) bound.set(name, value);
  }
  return bound;
}

/** Writes out the functions of a model. */
class Inliner {
  readonly nodes: OnnxNode[] = [];
  readonly #functions: ReadonlyMap<string, FunctionMessage>;
  readonly #opset: number;
  #calls = 0;

  constructor(functions: readonly FunctionMessage[], opset: number) {
    this.#functions = new Map(functions.map((one) => [keyOf(one), one]));
    this.#opset = opset;
  }

  /**
   * @param names what the names of a function stand for where it is called
   */
  add(
    nodes: readonly NodeMessage[],
    names: (name: string) => string,
    given: ReadonlyMap<string, AttributeMessage> | undefined,
    depth: number,
  ): void {
    if (depth > deepest) throw new FileFault(`functions call each other more than ${deepest} deep`);
    for (const { opType = '', domain = '', overload = '', name = '', input, output, attribute } of nodes) {
      if (this.nodes.length > mostNodes) throw new FileFault(`the graph has more than ${mostNodes} nodes`);
      const attributes = boundAttributes(attribute, given);
      const [inputs, outputs] = [input, output].map((list) =>
        list.map((one) => (one === '' ? '' : names(one))),
      );
      const called = this.#functions.get(keyOf({ domain, name: opType, overload }));
      if (called) {
        this.#call(called, inputs, outputs, attributes, depth);
        continue;
      }
      const own = domain === '' || domain === 'ai.onnx' ? opType : `${domain}.${opType}`;
      const told = `${own}${name === '' ? '' : ` '${name}'`}`;
      this.nodes.push({ op: own, told, inputs, outputs, attributes, opset: this.#opset });
    }
  }

  #call(
    { name, input, output, node, attributeProto }: FunctionMessage,
    inputs: readonly string[],
    outputs: readonly string[],
    attributes: ReadonlyMap<string, AttributeMessage>,
    depth: number,
  ): void {
    const prefix = `${name}#${this.#calls++}/`;
    const outside = new Map([
      ...input.map((one, i) => [one, inputs[i] ?? ''] as const),
      ...output.map((one, i) => [one, outputs[i] || `${prefix}${one}`] as const),
    ]);
    const defaults = attributeProto.map((one) => [one.name ?? '', one] as const);
    this.add(
      node,
      (one) => outside.get(one) ?? `${prefix}${one}`,
      new Map([...defaults, ...attributes]),
      depth + 1,
    );
  }
}

/**
 * The nodes of a model in an order in which each follows what it needs, its functions written out.
 * @throws FileFault where functions or nodes go round in circles, or two nodes give the same name
 */
export function nodesOf({ graph, functions }: ModelMessage, opset: number): OnnxNode[] {
  const inliner = new Inliner(functions, opset);
  inliner.add(graph!.node, (name) => name, undefined, 0);
  const makers = new Map<string, OnnxNode>();
  for (const node of inliner.nodes)
    for (const output of node.outputs) {
      if (output === '') continue;
      if (makers.has(output)) throw new FileFault(`two nodes of the graph give '${output}'`);
      makers.set(output, node);
    }
  return ordered(inliner.nodes, makers);
}

function ordered(nodes: readonly OnnxNode[], makers: ReadonlyMap<string, OnnxNode>): OnnxNode[] {
  const done = new Set<OnnxNode>();
  const open = new Set<OnnxNode>();
  // Deep graphs would be too deep for calls in one another.
  for (const first of nodes) {
    const stack = [first];
    while (stack.length > 0) {
      const node = stack.at(-1)!;
      const missing = done.has(node)
        ? []
        : node.inputs.flatMap((name) => makers.get(name) ?? []).filter((one) => !done.has(one));
      if (missing.length === 0) {
        done.add(node);
        open.delete(node);
        stack.pop();
        continue;
      }
      if (open.has(node))
        throw new FileFault(`${node.told} needs its own result: the graph goes round in a circle`);
      open.add(node);
      stack.push(...missing);
    }
  }
  return [...done];
}

/** The nodes that some names need, in their order. */
export function neededFor(nodes: readonly OnnxNode[], names: readonly string[]): OnnxNode[] {
  const wanted = new Set(names);
  const needed: OnnxNode[] = [];
  for (const node of nodes.toReversed()) {
    if (!node.outputs.some((output) => wanted.has(output))) continue;
    needed.push(node);
    for (const input of node.inputs) wanted.add(input);
  }
  return needed.reverse();
}
