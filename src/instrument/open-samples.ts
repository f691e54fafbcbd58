import { basename } from 'node:path';
import { decodeCsv } from '../data/csv.ts';
import { oneHot } from '../data/dataset.ts';
import { decodeNpz } from '../data/npz.ts';
import { decodeSafetensors } from '../data/safetensors.ts';
import { firstSamples, samplesOf, type SampleArray, type SampleSet } from '../data/samples.ts';
import type { Data } from '../engine/loss/tensor-batch.ts';
import type { TrainedNetwork } from '../engine/readers/trained-network.ts';
import { UsageError } from '../pipeline/command-line.ts';
import { asUsage, type Files } from './files.ts';

function arraysOf(files: Files, path: string): Readonly<Record<string, SampleArray>> {
  const file = basename(path);
  const bytes = files.read('data', path);
  if (path.endsWith('.npz')) return decodeNpz(bytes, file);
  if (path.endsWith('.safetensors')) return decodeSafetensors(bytes, file);
  if (path.endsWith('.csv') || path.endsWith('.tsv')) return decodeCsv(new TextDecoder().decode(bytes), file);
  throw new UsageError(`${path}: data are read from .npz, .safetensors and .csv files.`);
}

/** Samples as the loss of a network takes them. */
export interface FittedSamples {
  readonly n: number;
  readonly data: Data;
  /** Absent for targets that are no classes. */
  readonly labels?: Int32Array;
  readonly notes: readonly string[];
}

const sizeOf = (shape: readonly number[]) => shape.reduce((product, size) => product * size, 1);

function inputsOf({ x }: SampleSet, { input }: TrainedNetwork, file: string) {
  const [there, wanted] = [x.shape, input.shape].map((shape) => `[${shape.join(', ')}]`);
  if (sizeOf(x.shape) !== sizeOf(input.shape))
    throw new UsageError(`${file}: its samples have the shape ${there}, where the network takes ${wanted}.`);
  const data = input.dtype === 'int32' ? Int32Array.from(x.data) : toFloats(x.data);
  const isSame = there === wanted;
  return {
    data,
    notes: isSame ? [] : [`Samples of the shape ${there} are taken as ${wanted}, in the order they stand.`],
  };
}

const toFloats = (data: SampleArray['data']) =>
  data instanceof Float32Array || data instanceof Float64Array ? data : Float64Array.from(data);

function targetsOf(
  { n, y }: SampleSet,
  { outputs }: TrainedNetwork,
  file: string,
): Float32Array | Float64Array {
  if (y.kind === 'labels' && outputs === 1) {
    const other = y.values.findIndex((label) => label > 1);
    if (other < 0) return Float64Array.from(y.values);
    throw new UsageError(
      `${file}: it has the label ${y.values[other]}, where the network's one output knows 0 and 1.`,
    );
  }
  if (y.kind === 'labels') {
    const beyond = y.values.findIndex((label) => label >= outputs);
    if (beyond >= 0)
      throw new UsageError(
        `${file}: sample ${beyond} has the label ${y.values[beyond]}, where the network has ${outputs} outputs; labels count from 0.`,
      );
    return oneHot(y.values, outputs);
  }
  if (y.width !== outputs)
    throw new UsageError(
      `${file}: its targets have ${y.width} numbers for each of ${n} samples, where the network has ${outputs} outputs.`,
    );
  return y.values;
}

/**
 * The samples of a file, brought into the form that a network takes.
 * @param count of samples, the first ones; all unless given
 * @throws UsageError that names the file and what is wrong
 */
export function openSamples(
  files: Files,
  path: string,
  network: TrainedNetwork,
  count: number | null,
): FittedSamples {
  const file = basename(path);
  const all = asUsage(() => samplesOf(arraysOf(files, path), file));
  const samples = count === null ? all : firstSamples(all, count);
  const inputs = inputsOf(samples, network, file);
  const targets = targetsOf(samples, network, file);
  const left = samples.n < all.n ? [`Of ${all.n} samples the first ${samples.n} are measured.`] : [];
  return {
    n: samples.n,
    data: { x: inputs.data, y: targets },
    ...(samples.y.kind === 'labels' && { labels: samples.y.values }),
    notes: [...all.notes, ...inputs.notes, ...left],
  };
}
