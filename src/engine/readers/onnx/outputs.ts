import { FileFault, type OutputKind } from '../trained-network.ts';
import type { GraphMessage, ValueMessage } from './messages.ts';
import type { OnnxNode } from './node.ts';
import { elementTypes } from './tensors.ts';

/** Ops that pass on what they are given. */
const passing = new Set([
  'Identity',
  'Cast',
  'Reshape',
  'Flatten',
  'Squeeze',
  'Dropout',
  'ai.onnx.ml.ZipMap',
]);

type Makers = ReadonlyMap<string, OnnxNode>;

const makersOf = (nodes: readonly OnnxNode[]): Makers =>
  new Map(nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));

/** The node that makes a name, behind all that only pass it on. */
function makerOf(makers: Makers, name: string): OnnxNode | undefined {
  let maker = makers.get(name);
  while (maker && passing.has(maker.op)) maker = makers.get(maker.inputs[0]);
  return maker;
}

/** What a node gives in place of probabilities: the scores that they are made of. */
interface Unsquashed {
  readonly maker: OnnxNode;
  readonly scores: readonly OnnxNode[];
}

const instead = (maker: OnnxNode, op: string, inputs: readonly string[]): OnnxNode => ({
  ...maker,
  ...{ op, inputs, attributes: op === maker.op ? maker.attributes : new Map() },
});

/** Scores of a softmax or a sigmoid, of a softmax written out, or of the pair 1 − p and p that scikit-learn gives of two classes. */
function unsquashed(maker: OnnxNode | undefined, makers: Makers): Unsquashed | undefined {
  if (!maker) return undefined;
  if (maker.op === 'Softmax' || maker.op === 'Sigmoid')
    return { maker, scores: [instead(maker, 'Identity', [maker.inputs[0]])] };
  if (maker.op === 'Div') {
    const [exponential, sum] = [makers.get(maker.inputs[0]), makerOf(makers, maker.inputs[1])];
    const isSoftmax =
      exponential?.op === 'Exp' && sum?.op === 'ReduceSum' && sum.inputs[0] === maker.inputs[0];
    return isSoftmax ? { maker, scores: [instead(maker, 'Identity', [exponential.inputs[0]])] } : undefined;
  }
  if (maker.op !== 'Concat' || maker.inputs.length !== 2) return undefined;
  const sigmoid = makerOf(makers, maker.inputs[1]);
  if (sigmoid?.op !== 'Sigmoid') return undefined;
  const [score, zero] = [sigmoid.inputs[0], `${maker.outputs[0]}#zero`];
  const nothing = { ...instead(maker, 'Sub', [score, score]), outputs: [zero] };
  return { maker, scores: [nothing, instead(maker, 'Concat', [zero, score])] };
}

/** The output that is measured: the first of numbers, which of a classifier are its probabilities and not its label. */
interface MeasuredOutput {
  readonly name: string;
  /** What it looks like by the node that makes it. */
  readonly kind: OutputKind;
  /** Nodes that give the scores of the probabilities under the same name; absent where it gives none. */
  readonly scoreNodes?: readonly OnnxNode[];
  readonly others: readonly string[];
}

/** @throws FileFault where there is none */
export function outputOf(graph: GraphMessage, nodes: readonly OnnxNode[]): MeasuredOutput {
  const makers = makersOf(nodes);
  const isLabel = ({ type }: ValueMessage) => {
    const element = elementTypes[type?.tensorType?.elemType ?? 1];
    return type?.tensorType !== undefined && element?.type !== 'float';
  };
  const candidates = graph.output.filter((value) => !isLabel(value));
  if (candidates.length === 0) throw new FileFault('it has no output of floating-point numbers');
  const [first = ''] = candidates.map((value) => value.name);
  const last = makers.get(first);
  const name = last?.op === 'ai.onnx.ml.ZipMap' ? last.inputs[0] : first;
  const maker = makerOf(makers, name);
  const found = unsquashed(maker, makers);
  const isLogarithm = maker?.op === 'LogSoftmax';
  return {
    name,
    kind: isLogarithm ? 'log-probabilities' : found ? 'probabilities' : 'values',
    ...(found && {
      scoreNodes: nodes.flatMap((node) => (node === found.maker ? found.scores : [node])),
    }),
    others: candidates.slice(1).map((value) => value.name ?? ''),
  };
}
