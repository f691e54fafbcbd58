import * as tf from '@tensorflow/tfjs';
import { checkedNetwork } from '../checked-network.ts';
import { FileFault, type TrainedNetwork } from '../trained-network.ts';
import type { Tensors } from '../../models/model.ts';
import { neededFor, nodesOf } from './graph.ts';
import { model as modelFields, type GraphMessage, type ModelMessage, type ValueMessage } from './messages.ts';
import { Call, type Held, type OnnxNode } from './node.ts';
import { onKnown } from './ops/known.ts';
import { insteadOf, opOf } from './ops/table.ts';
import { outputOf } from './outputs.ts';
import { trainableOf } from './parameters.ts';
import { elementTypes, readTensor, type External, type Known } from './tensors.ts';
import { decodeMessage } from './wire.ts';

/** Versions of ONNX that are read. */
const [irVersions, opsets] = [
  { from: 7, to: 10 },
  { from: 13, to: 23 },
];

function decoded(bytes: Uint8Array): ModelMessage {
  let message: ModelMessage;
  try {
    message = decodeMessage(bytes, modelFields) as unknown as ModelMessage;
  } catch (error) {
    throw new FileFault(`it is damaged or no ONNX file (${(error as Error).message}); export it again`);
  }
  if (!message.graph)
    throw new FileFault('it is damaged or no ONNX file (there is no graph); export it again');
  return message;
}

function opsetOf({ irVersion = 0, opsetImport }: ModelMessage): number {
  if (irVersion < irVersions.from || irVersion > irVersions.to)
    throw new FileFault(
      `it is of IR version ${irVersion}, and ${irVersions.from} to ${irVersions.to} are read; export it with another version of onnx`,
    );
  const opset = opsetImport.find(({ domain = '' }) => domain === '' || domain === 'ai.onnx')?.version ?? 0;
  if (opset < opsets.from || opset > opsets.to)
    throw new FileFault(
      `it is of opset ${opset}, and ${opsets.from} to ${opsets.to} are read; export it with opset_version=20`,
    );
  return opset;
}

/** Initialisers by name, and the names of element types among them that are not float32. */
function initializersOf(graph: GraphMessage, external: External) {
  if (graph.sparseInitializer.length > 0)
    throw new FileFault('it has sparse weights, which are not read; export them dense');
  const initializers = new Map<string, Known>();
  const elements = new Set<string>();
  for (const tensor of graph.initializer) {
    const { name = '' } = tensor;
    if (initializers.has(name)) throw new FileFault(`it has two weights of the name '${name}'`);
    const { element, ...known } = readTensor(tensor, external);
    initializers.set(name, known);
    if (known.type === 'float') elements.add(element);
  }
  return { initializers, elements };
}

const dimsOf = ({ type }: ValueMessage) => type?.tensorType?.shape?.dim ?? [];

/** The one input that is no weight. */
function inputOf(graph: GraphMessage, initializers: ReadonlyMap<string, Known>) {
  const free = graph.input.filter(({ name = '' }) => !initializers.has(name));
  if (free.length !== 1)
    throw new FileFault(
      `it has ${free.length} inputs (${free.map(({ name }) => name).join(', ')}); networks of one input are measured`,
    );
  const [value] = free;
  const [batch, ...sides] = dimsOf(value);
  const open = sides.findIndex(({ dimValue = 0 }) => dimValue < 1);
  if (!batch || open >= 0)
    throw new FileFault(
      `its input ${value.name} has ${batch ? `no fixed size on axis ${open + 1}` : 'no shape'}; export it with only the first axis, of the samples, left open`,
    );
  const type = elementTypes[value.type?.tensorType?.elemType ?? 1]?.type;
  return {
    name: value.name ?? '',
    shape: sides.map(({ dimValue = 0 }) => dimValue),
    dtype: type === 'integer' ? ('int32' as const) : ('float32' as const),
    batch: batch.dimValue ?? 0,
  };
}

const listed = (names: readonly string[]) =>
  names.length > 6 ? `${names.slice(0, 6).join(', ')} and ${names.length - 6} more` : names.join(', ');

/** What a reader of the results must know of the file. */
function notesOf(
  nodes: readonly OnnxNode[],
  elements: ReadonlySet<string>,
  { single, moving }: ReturnType<typeof trainableOf>,
  { batch }: { readonly batch: number },
  others: readonly string[],
): string[] {
  const norms = nodes.filter(({ op }) => op === 'BatchNormalization').length;
  const dropped = nodes.filter(({ op }) => op === 'Dropout').length;
  const rough = [...elements].filter((name) => name === 'float16' || name === 'bfloat16');
  return [
    ...(batch > 0
      ? [
          `The file is made for ${batch} sample${batch === 1 ? '' : 's'} at a time; it is computed with as many as there are.`,
        ]
      : []),
    ...(norms > 0
      ? [
          `Batch normalisation (${norms} of them) uses the means and variances in the file, as in inference; these ${moving.length} tensors are not among the parameters.`,
        ]
      : []),
    ...(dropped > 0 ? [`Dropout (${dropped} of them) is passed over, as in inference.`] : []),
    ...(rough.length > 0
      ? [`Weights are stored in ${rough.join(' and ')}: the point that is measured is the rounded one.`]
      : []),
    ...(single.length > 0
      ? [`Single numbers taken for constants and not for parameters: ${listed(single)}.`]
      : []),
    ...(others.length > 0 ? [`The file has other outputs, which are not measured: ${listed(others)}.`] : []),
  ];
}

/** Computes the needed nodes. */
function run(
  nodes: readonly OnnxNode[],
  start: ReadonlyMap<string, Held>,
  output: string,
  external: External,
): tf.Tensor {
  const values = new Map(start);
  for (const node of nodes) {
    const held = node.inputs.map((name) => {
      if (name === '') return undefined;
      const value = values.get(name);
      if (value === undefined) throw new FileFault(`${node.told} needs '${name}', which nothing gives`);
      return value;
    });
    const call = new Call(node, held, external);
    const op = opOf(node.op);
    if (!op) throw new FileFault(`${node.told} is an op that is not read; ${insteadOf(node.op)}`);
    const folded = onKnown(call);
    const results = folded ? [folded] : op(call);
    node.outputs.forEach((name, i) => {
      if (name !== '' && results[i]) values.set(name, results[i]);
    });
  }
  const result = values.get(output);
  if (result === undefined) throw new FileFault(`nothing gives its output '${output}'`);
  if ('numbers' in result) throw new FileFault(`its output '${output}' is a constant`);
  return result;
}

/** What is read beside a model. */
export interface OnnxFile {
  /** What errors call it. */
  readonly file: string;
  /** The bytes of a file in the model's folder. */
  readonly external?: External;
}

const noExternal: External = (location) => {
  throw new FileFault(`its weights lie in ${location} beside it; give that file too`);
};

/**
 * A trained network of an ONNX file: IR versions 7 to 10, opsets 13 to 23, its functions written out, its weights inside or
 * beside it.
 * @throws FileFault that names the file, what is wrong and what to do
 */
export function readOnnx(bytes: Uint8Array, { file, external = noExternal }: OnnxFile): TrainedNetwork {
  return checkedNetwork(file, () => {
    const message = decoded(bytes);
    const opset = opsetOf(message);
    const graph = message.graph!;
    const { initializers, elements } = initializersOf(graph, external);
    const all = nodesOf(message, opset);
    const input = inputOf(graph, initializers);
    const output = outputOf(graph, all);
    const nodes = neededFor(all, [output.name]);
    const sorted = trainableOf(nodes, initializers);
    const { trainable } = sorted;
    const constants = [...initializers].filter(([name]) => !trainable.includes(name));
    const scoreNodes = output.scoreNodes && neededFor(output.scoreNodes, [output.name]);
    const computed = (through: readonly OnnxNode[], parameters: Tensors, x: tf.Tensor) => {
      const start = new Map<string, Held>([...constants, ...Object.entries(parameters), [input.name, x]]);
      return run(through, start, output.name, external);
    };
    return {
      format: 'onnx',
      parameters: Object.fromEntries(trainable.map((name) => [name, initializers.get(name)!.shape])),
      values: Object.fromEntries(trainable.map((name) => [name, initializers.get(name)!.numbers])),
      input,
      kind: output.kind,
      notes: notesOf(nodes, elements, sorted, input, output.others),
      forward: (parameters, x) => computed(nodes, parameters, x),
      ...(scoreNodes && { scores: (parameters, x) => computed(scoreNodes, parameters, x) }),
    };
  });
}
