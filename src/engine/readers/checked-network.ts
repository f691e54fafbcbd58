import * as tf from '@tensorflow/tfjs';
import { sizeOf } from '../graph/value.ts';
import type { Tensors } from '../models/model.ts';
import { FileFault, type OutputKind, type TrainedNetwork } from './trained-network.ts';

/** The most that outputs of a sample may change with the other samples of its batch, relative to their size: float32's rounding. */
const tolerance = 1e-3;

/** A network of which the number of outputs is not known yet. */
type Unchecked = Omit<TrainedNetwork, 'outputs' | 'scores'>;

/** The most numbers that one sample may have. */
const widest = 2 ** 26;

/** Inputs that networks are tried with: of both signs, and where these have no finite outputs, positive ones. */
const trials: readonly ((i: number) => number)[] = [
  (i) => Math.sin(1.7 * i),
  (i) => 0.5 + 0.4 * Math.sin(1.7 * i),
  (i) => 1.5 + 0.4 * Math.sin(1.7 * i),
];

function example(
  { shape, dtype = 'float32' }: TrainedNetwork['input'],
  n: number,
  at: (i: number) => number,
): tf.Tensor {
  const size = n * sizeOf(shape);
  if (!(size <= n * widest)) throw new FileFault(`its input [${shape.join(', ')}] is too large`);
  // Whole numbers are indices, of which 0 and 1 are everywhere.
  const values = Array.from({ length: size }, (_, i) => (dtype === 'float32' ? at(i) : i % 2));
  return tf.tensor(values, [n, ...shape], dtype);
}

function weights({ parameters, values }: Unchecked): Tensors {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, shape]) => [
      name,
      tf.tensor(Float32Array.from(values[name]), [...shape]),
    ]),
  );
}

function rowsOf(y: tf.Tensor, x: tf.Tensor): tf.Tensor {
  const n = x.shape[0];
  if (y.rank < 1 || y.shape[0] !== n)
    throw new FileFault(
      `its output for ${n} samples has the shape [${y.shape.join(', ')}]; export it with the axis of the samples left open`,
    );
  return tf.reshape(y, [n, y.size / n]);
}

/** Probabilities of scores. */
const squashed = (z: tf.Tensor) => (z.shape[1] === 1 ? tf.sigmoid(z) : tf.softmax(z));

/** Numbers that are as good as others, of about 1. */
const alike = (a: number, b: number) => Math.abs(a - b) <= 1e-5;

/** What outputs are, which say it themselves where the node that makes them does not. */
function kindOf({ kind }: Unchecked, values: Float32Array, outputs: number): OutputKind {
  const rows = Array.from({ length: values.length / outputs }, (_, i) =>
    values.subarray(i * outputs, (i + 1) * outputs),
  );
  if (outputs === 1) return kind;
  const sum = (row: Float32Array, of: (value: number) => number) =>
    row.reduce((total, value) => total + of(value), 0);
  const addUp = (of: (value: number) => number) => rows.every((row) => alike(sum(row, of), 1));
  if (kind === 'log-probabilities') return addUp(Math.exp) ? kind : 'values';
  const isShared = addUp((value) => value) && values.every((value) => value >= 0);
  if (isShared) return 'probabilities';
  return kind === 'probabilities' ? 'separate probabilities' : kind;
}

/** Outputs of three samples, together and one by one. */
function outputsOf(network: Unchecked, scores: TrainedNetwork['scores'], at: (i: number) => number) {
  return tf.tidy(() => {
    const parameters = weights(network);
    const x = example(network.input, 3, at);
    const together = rowsOf(network.forward(parameters, x), x);
    const alone = tf.concat(
      tf.split(x, 3).map((one) => rowsOf(network.forward(parameters, one), one)),
      0,
    );
    if (!tf.util.arraysEqual(together.shape, alone.shape))
      throw new FileFault(
        'the shape of its output depends on the number of samples in a way that cannot be followed',
      );
    const [a, b] = [together, alone].map((tensor) => Float32Array.from(tensor.dataSync()));
    const scored = scores && squashed(rowsOf(scores(parameters, x), x)).dataSync();
    return { a, b, outputs: together.shape[1]!, scored };
  });
}

/** Runs a network on three samples, with finite outputs: others would be alike whatever the network does. */
function checkedOutputs(
  network: Unchecked,
  scores: TrainedNetwork['scores'],
): Pick<TrainedNetwork, 'outputs' | 'kind' | 'scores'> {
  for (const at of trials) {
    const { a, b, outputs, scored } = outputsOf(network, scores, at);
    if (a.length === 0) throw new FileFault('its output has no numbers');
    if (![...a, ...b].every(Number.isFinite)) continue;
    const size = a.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    if (a.some((value, i) => Math.abs(value - b[i]) > tolerance * size))
      throw new FileFault(
        'a sample has other outputs in other batches: it normalises by the batch, or fixes the number of samples; export it for inference, with the first axis left open',
      );
    const isScored = scored?.length === a.length && a.every((value, i) => alike(value, scored[i]));
    return { outputs, kind: kindOf(network, a, outputs), ...(isScored && { scores: scores! }) };
  }
  throw new FileFault(
    'its outputs are infinite or not a number for inputs between -1 and 2; look for a division by 0, a logarithm of 0 or weights that have diverged',
  );
}

/** What is said of an error: those that no reader threw come from what computes, and the file is at fault all the same. */
const saidOf = (error: unknown): string =>
  error instanceof TypeError || error instanceof RangeError
    ? `it is damaged, or made of what cannot be computed here (${error.message}); export it again`
    : (error as Error).message;

/**
 * A network that has been run on three samples, so that what it cannot do is said at once.
 * @throws FileFault that names the file, whatever went wrong
 */
export function checkedNetwork(file: string, read: () => Omit<TrainedNetwork, 'outputs'>): TrainedNetwork {
  try {
    const { scores, ...network } = read();
    const total = Object.values(network.parameters).reduce((sum, shape) => sum + sizeOf(shape), 0);
    if (total === 0) throw new FileFault('it has no parameters that could be trained');
    const broken = Object.entries(network.values).find(([, values]) => !values.every(Number.isFinite));
    if (broken) throw new FileFault(`its weight '${broken[0]}' has a number that is not finite`);
    return { ...network, ...checkedOutputs(network, scores) };
  } catch (error) {
    throw new FileFault(`${file}: ${saidOf(error)}`, { cause: error });
  }
}
