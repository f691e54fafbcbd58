import * as tf from '@tensorflow/tfjs';
import { constant } from '../graph/build.ts';
import { lowered } from '../graph/lower.ts';
import { dataTypes, node } from '../graph/value.ts';
import { nodeAttributes } from './attributes.ts';
import type { Trace } from './graph-backend.ts';
import { castMemory, nativeMemory, sharedMemory } from './native-memory.ts';
import type { NativeBackend, OpAttribute, OpInput } from './native.ts';
import { Recorder, type Surroundings } from './recorder.ts';
import { inputType, type Precision, type TensorSpec } from './signature.ts';
import { recordedBy, refuseToRead } from './tracing.ts';

/** A tensor to run the function on while its ops are recorded: ones, since zeros have no inverse. */
function example(spec: TensorSpec): tf.Tensor {
  const shape = [...spec.shape];
  const type = inputType(spec);
  if (spec instanceof tf.Tensor) return tf.tensor(spec.dataSync().slice(), shape, type);
  return type === 'float32' ? tf.fill(shape, 1) : tf.zeros(shape, type);
}

const surroundings = (backend: NativeBackend): Surroundings => ({
  numbersOf: ({ dataId }) => backend.readSync(dataId),
  kept(tensor, type, exact) {
    const [id] = backend.getInputTensorIds([tensor]);
    if (type !== 'float64') return sharedMemory(backend, id, dataTypes[type]);
    return exact
      ? nativeMemory(backend, type, tensor.shape, exact)
      : castMemory(backend, id, 'float32', 'float64');
  },
  blank: (shape) => tf.ones([...shape]),
});

const isTensorInfo = (input: OpInput): input is tf.TensorInfo => 'dataId' in input;

/** Writes down one op of TensorFlow. */
function recordOp(
  recorder: Recorder,
  backend: NativeBackend,
  precision: Precision,
  op: string,
  attributes: readonly OpAttribute[],
  inputs: readonly OpInput[],
  outputs: readonly tf.Tensor[],
): void {
  const told = inputs.map((input) => (isTensorInfo(input) ? recorder.described(input) : 'int64 []'));
  const results = recorder.record(op, told, [...inputs.filter(isTensorInfo), ...outputs], () => {
    const values = inputs.map((input) =>
      isTensorInfo(input)
        ? recorder.valueOf(input, op)
        : constant('int64', [], BigInt64Array.from(new BigInt64Array(input.valueArray.buffer))),
    );
    const types = outputs.map((output) => recorder.typeOf(output));
    return lowered(node(op, values, nodeAttributes(backend, attributes, precision), types));
  });
  outputs.forEach(({ dataId }, i) => recorder.stands(dataId, results[i]));
}

/** Puts a recorder between tfjs and its backend while `body` runs. */
function between<T>(
  name: string,
  backend: NativeBackend,
  recorder: Recorder,
  precision: Precision,
  body: () => T,
): T {
  const { executeSingleOutput, executeMultipleOutputs } = backend;
  const write = (backend as unknown as tf.KernelBackend).write;
  const onBackend: Partial<NativeBackend & tf.KernelBackend> = {
    executeSingleOutput(op, attributes, inputs) {
      const output = executeSingleOutput.call(backend, op, attributes, inputs);
      recordOp(recorder, backend, precision, op, attributes, inputs, [output]);
      return output;
    },
    executeMultipleOutputs(op, attributes, inputs, count) {
      const outputs = executeMultipleOutputs.call(backend, op, attributes, inputs, count);
      recordOp(recorder, backend, precision, op, attributes, inputs, outputs);
      return outputs;
    },
    write(values, shape, dtype) {
      const dataId = write.call(backend, values, shape, dtype);
      recorder.written(dataId);
      return dataId;
    },
  };
  const onEngine = { readSync: () => refuseToRead(name), read: () => refuseToRead(name) };
  const engine = tf.engine();
  Object.assign(backend, onBackend);
  Object.assign(engine, onEngine);
  try {
    return recordedBy(name, recorder, body);
  } finally {
    for (const key of Object.keys(onBackend)) Reflect.deleteProperty(backend, key);
    for (const key of Object.keys(onEngine)) Reflect.deleteProperty(engine, key);
  }
}

/**
 * Runs a function once on example inputs and writes down the TensorFlow ops it consists of.
 * @throws Error where the function cannot be compiled, saying why
 */
export function nativeTrace(
  backend: NativeBackend,
  name: string,
  fn: (...inputs: tf.Tensor[]) => readonly tf.Tensor[],
  signature: readonly TensorSpec[],
  precision: Precision,
): Trace {
  const recorder = new Recorder(surroundings(backend), precision, precision);
  tf.engine().startScope(name);
  try {
    const examples = signature.map(example);
    const inputs = examples.map((tensor, i) => recorder.input(`i${i}`, tensor));
    return between(name, backend, recorder, precision, () => {
      const outputs = fn(...examples).map((tensor) => recorder.output(tensor));
      return { inputs, captured: recorder.captured, outputs };
    });
  } catch (error) {
    for (const { memory } of recorder.captured) memory.free();
    throw error;
  } finally {
    tf.engine().endScope();
  }
}
