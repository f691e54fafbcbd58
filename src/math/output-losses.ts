import { sigmoid, softplus } from './activations.ts';

/** What networks may be trained by. */
export const lossNames = ['mse', 'cross-entropy', 'logistic'] as const;
export type LossName = (typeof lossNames)[number];

/** A loss of the network's outputs z [n, k] against targets y [n, k]; derivatives are those of the mean over samples. */
interface OutputLoss {
  /** Loss of each sample [n]. */
  readonly values: (z: Float64Array, y: Float64Array, n: number) => Float64Array;
  /** ∂(mean loss)/∂z [n, k]. */
  readonly gradient: (z: Float64Array, y: Float64Array, n: number) => Float64Array;
  /** Rate of change of that gradient where z changes at `rate` [n, k]. */
  readonly gradientRate: (z: Float64Array, rate: Float64Array, n: number) => Float64Array;
}

/** A sum over the outputs of each sample [n], of the term of each entry of z [n, k]. */
function sampleSums(size: number, n: number, term: (i: number, sample: number) => number): Float64Array {
  const k = size / n;
  const sums = new Float64Array(n);
  for (let i = 0; i < size; i++) sums[Math.floor(i / k)] += term(i, Math.floor(i / k));
  return sums;
}

/** Rows of softmax(z) and the log of each row's partition sum, stable for large z. */
function softmaxRows(z: Float64Array, n: number): { probabilities: Float64Array; logSums: Float64Array } {
  const k = z.length / n;
  const probabilities = new Float64Array(z.length);
  const logSums = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const row = z.subarray(i * k, (i + 1) * k);
    const top = row.reduce((a, b) => Math.max(a, b), -Infinity);
    const sum = row.reduce((total, value) => total + Math.exp(value - top), 0);
    logSums[i] = top + Math.log(sum);
    for (let j = 0; j < k; j++) probabilities[i * k + j] = Math.exp(row[j] - logSums[i]);
  }
  return { probabilities, logSums };
}

const meanSquaredError: OutputLoss = {
  values: (z, y, n) => sampleSums(z.length, n, (i) => 0.5 * (z[i] - y[i]) ** 2),
  gradient: (z, y, n) => z.map((value, i) => (value - y[i]) / n),
  gradientRate: (_z, rate, n) => rate.map((value) => value / n),
};

const crossEntropy: OutputLoss = {
  values(z, y, n) {
    const { logSums } = softmaxRows(z, n);
    return sampleSums(z.length, n, (i, sample) => y[i] * (logSums[sample] - z[i]));
  },
  gradient(z, y, n) {
    const { probabilities } = softmaxRows(z, n);
    return probabilities.map((p, i) => (p - y[i]) / n);
  },
  gradientRate(z, rate, n) {
    const k = z.length / n;
    const { probabilities } = softmaxRows(z, n);
    const means = sampleSums(z.length, n, (i) => probabilities[i] * rate[i]);
    return probabilities.map((p, i) => (p * (rate[i] - means[Math.floor(i / k)])) / n);
  },
};

const logistic: OutputLoss = {
  values: (z, y, n) => sampleSums(z.length, n, (i) => softplus(z[i]) - y[i] * z[i]),
  gradient: (z, y, n) => z.map((value, i) => (sigmoid(value) - y[i]) / n),
  gradientRate: (z, rate, n) => rate.map((value, i) => (sigmoid(z[i]) * sigmoid(-z[i]) * value) / n),
};

/**
 * Losses of a sample: ½ Σ (z − y)², the natural cross-entropy of softmax(z), and the logistic Σ ln(1 + e^z) − yz for
 * targets of 0 or 1.
 */
export const outputLosses: Readonly<Record<LossName, OutputLoss>> = {
  mse: meanSquaredError,
  'cross-entropy': crossEntropy,
  logistic,
};
