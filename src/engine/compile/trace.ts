import * as tf from '@tensorflow/tfjs';
import type { Value } from '../graph/value.ts';
import type { NativeBackend } from './native.ts';
import { Recorder, type Captured } from './recorder.ts';
import { inputType, type Precision, type TensorSpec } from './signature.ts';

/** A function as a graph. */
export interface Trace {
  /** Placeholders of the inputs. */
  readonly inputs: readonly Value[];
  readonly captured: readonly Captured[];
  readonly outputs: readonly Value[];
}

let tracing: { readonly name: string; readonly recorder: Recorder } | undefined;

/**
 * What records the function that is being traced.
 * @throws Error where none is: `what` can be had of a graph only
 */
export function recorderFor(what: string): Recorder {
  if (tracing) return tracing.recorder;
  throw new Error(
    `${what} is taken of a graph: call it inside a function that is given to compile(), on native TensorFlow`,
  );
}

/** @throws Error while a function is being traced: what a compiled function does is not seen there */
export function assertNotTracing(name: string): void {
  if (tracing !== undefined)
    throw new Error(
      `${name} is compiled and cannot be called inside ${tracing.name}; call the function it was made of`,
    );
}

/** A tensor to run the function on while its ops are recorded: ones, since zeros have no inverse. */
function example(spec: TensorSpec): tf.Tensor {
  const shape = [...spec.shape];
  const type = inputType(spec);
  if (spec instanceof tf.Tensor) return tf.tensor(spec.dataSync().slice(), shape, type);
  return type === 'float32' ? tf.fill(shape, 1) : tf.zeros(shape, type);
}

/** Puts a recorder between tfjs and its backend while `body` runs. */
function recording<T>(name: string, backend: NativeBackend, recorder: Recorder, body: () => T): T {
  const { executeSingleOutput, executeMultipleOutputs } = backend;
  const write = (backend as unknown as tf.KernelBackend).write;
  const refuse = () => {
    throw new Error(
      `${name} reads a tensor's values, which do not exist while it is compiled; compute with tensors, or return them`,
    );
  };
  const onBackend: Partial<NativeBackend & tf.KernelBackend> = {
    executeSingleOutput(op, attributes, inputs) {
      const output = executeSingleOutput.call(backend, op, attributes, inputs);
      recorder.op(op, attributes, inputs, [output]);
      return output;
    },
    executeMultipleOutputs(op, attributes, inputs, count) {
      const outputs = executeMultipleOutputs.call(backend, op, attributes, inputs, count);
      recorder.op(op, attributes, inputs, outputs);
      return outputs;
    },
    write(values, shape, dtype) {
      const dataId = write.call(backend, values, shape, dtype);
      recorder.written(dataId);
      return dataId;
    },
  };
  const onEngine = { readSync: refuse, read: refuse };
  const engine = tf.engine();
  Object.assign(backend, onBackend);
  Object.assign(engine, onEngine);
  tracing = { name, recorder };
  const { stackTraceLimit } = Error;
  // tfjs puts a dozen calls between the user's line and the recorder.
  Error.stackTraceLimit = 60;
  try {
    return body();
  } finally {
    tracing = undefined;
    Error.stackTraceLimit = stackTraceLimit;
    for (const key of Object.keys(onBackend)) Reflect.deleteProperty(backend, key);
    for (const key of Object.keys(onEngine)) Reflect.deleteProperty(engine, key);
  }
}

/**
 * Runs a function once on example inputs and writes down the TensorFlow ops it consists of.
 * @throws Error where the function cannot be compiled, saying why
 */
export function trace(
  name: string,
  backend: NativeBackend,
  fn: (...inputs: tf.Tensor[]) => readonly tf.Tensor[],
  signature: readonly TensorSpec[],
  precision: Precision,
): Trace {
  assertNotTracing(name);
  const recorder = new Recorder(backend, precision);
  tf.engine().startScope(name);
  try {
    const examples = signature.map(example);
    const inputs = examples.map((tensor, i) => recorder.input(`i${i}`, tensor));
    return recording(name, backend, recorder, () => {
      const outputs = fn(...examples).map((tensor) => recorder.output(tensor));
      return { inputs, captured: recorder.captured, outputs };
    });
  } catch (error) {
    for (const { id } of recorder.captured) backend.binding.deleteTensor(id);
    throw error;
  } finally {
    tf.engine().endScope();
  }
}
