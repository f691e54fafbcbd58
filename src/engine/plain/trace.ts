import * as tf from '@tensorflow/tfjs';
import type { Trace } from '../compile/graph-backend.ts';
import { Recorder, type Surroundings } from '../compile/recorder.ts';
import { inputType, type Precision, type TensorSpec } from '../compile/signature.ts';
import { assertNotTracing, recordedBy, recorderFor, refuseToRead } from '../compile/tracing.ts';
import type { OfTfjs } from '../graph/of-tfjs/kernel.ts';
import { ofTfjs } from '../graph/of-tfjs/table.ts';
import type { Value } from '../graph/value.ts';
import { PlainMemory } from './memory.ts';
import { asKind, type PlainNumbers } from './numbers.ts';

/** The name under which tfjs knows the backend below. */
const backendName = 'recorded graph';

/**
 * A backend of tfjs that computes nothing: each of its tensors stands for a value of the graph that is being recorded. So
 * a function is traced in no time and no memory, whatever the size of its inputs.
 */
class GraphOfTensors extends tf.KernelBackend {
  /** Numbers of tensors that were made of them while a function is traced. */
  readonly #written = new WeakMap<object, PlainNumbers>();
  /** Tensors that were made elsewhere, but which tfjs has moved here. */
  #count = 0;

  writtenNumbers(dataId: object): PlainNumbers | undefined {
    return this.#written.get(dataId);
  }

  override write(values: tf.BackendValues, _shape: number[], dtype: tf.DataType): object {
    const dataId = {};
    this.#count++;
    if (dtype !== 'string') this.#written.set(dataId, values as PlainNumbers);
    recorderFor('a tensor of this backend').written(dataId);
    return dataId;
  }

  override numDataIds(): number {
    return this.#count;
  }
  override refCount(): number {
    return 1;
  }
  override incRef(): void {}
  override disposeData(): boolean {
    return true;
  }
  override memory() {
    return { unreliable: true, reasons: ['no numbers are held'] };
  }
  override floatPrecision(): 32 {
    return 32;
  }
  override epsilon(): number {
    return 1e-7;
  }
  override timerAvailable(): boolean {
    return false;
  }
  override readSync(): never {
    return refuseToRead();
  }
  override read(): never {
    return refuseToRead();
  }
  override dispose(): void {}
}

type Inputs = Readonly<Record<string, tf.TensorInfo | undefined>> | readonly tf.TensorInfo[];

/** Records one kernel; its results are tensors without numbers. */
function run(kernel: string, of: OfTfjs | undefined, given: Inputs, settings: object): tf.TensorInfo[] {
  const recorder = recorderFor('a kernel');
  const named = Object.entries(given).filter((entry): entry is [string, tf.TensorInfo] => Boolean(entry[1]));
  const tensors = named.map(([, tensor]) => tensor);
  const told = tensors.map((tensor) => recorder.described(tensor));
  return recorder.record(kernel, told, tensors, (refuse) => {
    if (!of) return refuse('it has no place in a graph without native TensorFlow; write it with other ops');
    const list = tensors.map((tensor) => recorder.valueOf(tensor, kernel));
    const inputs = Object.fromEntries(named.map(([name], i) => [name, list[i]]));
    const call = {
      inputs,
      list,
      settings: settings as Record<string, unknown>,
      numberType: recorder.numberType.type,
    };
    let results: Value | readonly Value[];
    try {
      results = of(call);
    } catch (error) {
      return refuse((error as Error).message);
    }
    return (Array.isArray(results) ? (results as readonly Value[]) : [results as Value]).map((value) => {
      const dataId = {};
      recorder.stands(dataId, value);
      const dtype = value.type === 'float64' ? 'float32' : (value.type as 'int32');
      return { dataId, shape: [...value.shape], dtype };
    });
  });
}

let backend: GraphOfTensors | undefined;

/** The backend, made known to tfjs with its kernels; those that the table does not have refuse. */
function known(): GraphOfTensors {
  if (backend) return backend;
  const made = new GraphOfTensors();
  const others = tf.getKernelsForBackend('cpu').map(({ kernelName }) => kernelName);
  for (const kernelName of new Set([...Object.keys(ofTfjs), ...others])) {
    const of = ofTfjs[kernelName] as OfTfjs | undefined;
    tf.registerKernel({
      kernelName,
      backendName,
      kernelFunc: ({ inputs, attrs }) => {
        const results = run(kernelName, of, inputs as Inputs, attrs ?? {});
        return results.length === 1 && kernelName !== 'SplitV' && kernelName !== 'Unpack'
          ? results[0]
          : results;
      },
    });
  }
  tf.registerBackend(backendName, () => made, 0);
  backend = made;
  return made;
}

/** Runs `body` with the recording backend as that of tfjs. */
function onBackend<T>(body: () => T): T {
  // Where none has been chosen, tfjs starts the best one that it has.
  tf.backend();
  const before = tf.getBackend();
  // A backend without asynchronous start is there when the call returns.
  void tf.setBackend(backendName);
  try {
    return body();
  } finally {
    void tf.setBackend(before);
  }
}

const surroundings = (own: GraphOfTensors): Surroundings => {
  const numbersOf = ({ dataId }: tf.TensorInfo) =>
    own.writtenNumbers(dataId) ?? (tf.engine().readSync(dataId) as PlainNumbers);
  return {
    numbersOf: (tensor) => {
      const values = numbersOf(tensor);
      return tensor.dtype === 'float32' ? values : asKind(tensor.dtype as 'int32', values);
    },
    kept: (tensor, type, exact) =>
      new PlainMemory([...tensor.shape], exact ?? asKind(type, numbersOf(tensor).slice())),
    blank: (shape) =>
      tf.engine().makeTensorFromTensorInfo({ dataId: {}, shape: [...shape], dtype: 'float32' }),
  };
};

/**
 * Runs a function once, on tensors without numbers, and writes down the kernels of tfjs that it calls. Numbers in the graph
 * are float64 in either precision; in float32, those that tfjs has rounded are no error.
 * @throws Error where the function cannot be compiled, saying why
 */
export function plainTrace(
  name: string,
  fn: (...inputs: tf.Tensor[]) => readonly tf.Tensor[],
  signature: readonly TensorSpec[],
  precision: Precision,
): Trace {
  assertNotTracing(name);
  const own = known();
  const recorder = new Recorder(surroundings(own), 'float64', precision);
  return onBackend(() => {
    tf.engine().startScope(name);
    try {
      return recordedBy(name, recorder, () => {
        const examples = signature.map((spec) => {
          const info = { dataId: {}, shape: [...spec.shape], dtype: inputType(spec) };
          return tf.engine().makeTensorFromTensorInfo(info);
        });
        const inputs = examples.map((tensor, i) => recorder.input(`i${i}`, tensor));
        const outputs = fn(...examples).map((tensor) => recorder.output(tensor));
        return { inputs, captured: recorder.captured, outputs };
      });
    } finally {
      tf.engine().endScope();
    }
  });
}
