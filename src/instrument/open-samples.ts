import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { decodeCsv } from '../data/csv.ts';
import { oneHot } from '../data/dataset.ts';
import { decodeNpy } from '../data/npy.ts';
import { decodeNpz } from '../data/npz.ts';
import { decodeSafetensors } from '../data/safetensors.ts';
import { samplesOf, type SampleArray, type SampleSet } from '../data/samples.ts';
import type { Data } from '../engine/loss/tensor-batch.ts';
import type { MeasuredLoss } from '../engine/readers/trained-model.ts';
import type { TrainedNetwork } from '../engine/readers/trained-network.ts';
import { UsageError } from '../pipeline/command-line.ts';
import { asUsage, type Files } from './files.ts';

/** Where samples come from. */
export interface SampleSource {
  readonly path: string;
  /** The labels or targets of an `.npy` file, which holds one array. */
  readonly labels: string | null;
  /** Folders of data sets that are known by name. */
  readonly folders: readonly string[];
}

/** The file of a data set that is known by name, as the site publishes them; a path as it is. */
function fileOf({ path, folders }: SampleSource): string {
  if (/[./\\]/.test(path)) return path;
  const found = folders.map((folder) => join(folder, `${path}.safetensors`)).find((file) => existsSync(file));
  if (found !== undefined) return found;
  const names = folders
    .flatMap((folder) => (existsSync(folder) ? readdirSync(folder) : []))
    .filter((name) => name.endsWith('.safetensors'))
    .map((name) => name.replace(/\.safetensors$/, ''));
  const known = names.length > 0 ? `there are ${[...new Set(names)].sort().join(', ')}` : 'there is none yet';
  throw new UsageError(`${path}: of the data sets of the last run ${known}; or give a file.`);
}

function arraysOf(files: Files, source: SampleSource): Readonly<Record<string, SampleArray>> {
  const path = fileOf(source);
  const file = basename(path);
  const { labels } = source;
  if (labels !== null && !(path.endsWith('.npy') && labels.endsWith('.npy')))
    throw new UsageError('--labels goes with --data of an .npy file and is one itself. Try --help.');
  if (path.endsWith('.npy')) {
    if (labels === null)
      throw new UsageError(
        `${path}: it holds one array; name the file of its labels or targets with --labels.`,
      );
    return {
      x: decodeNpy(files.read('data', path), file),
      y: decodeNpy(files.read('labels', labels), basename(labels)),
    };
  }
  const bytes = files.read('data', path);
  if (path.endsWith('.npz')) return decodeNpz(bytes, file);
  if (path.endsWith('.safetensors')) return decodeSafetensors(bytes, file);
  if (path.endsWith('.csv') || path.endsWith('.tsv')) return decodeCsv(new TextDecoder().decode(bytes), file);
  throw new UsageError(`${path}: data are read from .npz, .npy, .safetensors and .csv files.`);
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

function largestOf(values: SampleArray['data']): number {
  let largest = -Infinity;
  for (const value of values) largest = Math.max(largest, Number(value));
  return largest;
}

/** The largest number that inputs of one byte have: they are seldom what a network was trained on. */
const brightest = 255;

function inputsOf({ x }: SampleSet, { input }: TrainedNetwork, scale: number, file: string) {
  const [there, wanted] = [x.shape, input.shape].map((shape) => `[${shape.join(', ')}]`);
  if (sizeOf(x.shape) !== sizeOf(input.shape))
    throw new UsageError(`${file}: its samples have the shape ${there}, where the network takes ${wanted}.`);
  const isIndex = input.dtype === 'int32';
  if (isIndex && scale !== 1)
    throw new UsageError('--scale multiplies numbers, and the network takes whole ones as indices.');
  const floats = () => (scale === 1 ? toFloats(x.data) : Float64Array.from(x.data, (value) => scale * value));
  const isBytes = !isIndex && scale === 1 && x.data.every((value) => Number.isInteger(value) && value >= 0);
  const most = isBytes ? largestOf(x.data) : 0;
  return {
    data: isIndex ? Int32Array.from(x.data) : floats(),
    notes: [
      ...(there === wanted
        ? []
        : [`Samples of the shape ${there} are taken as ${wanted}, in the order they stand.`]),
      ...(scale === 1 ? [] : [`Inputs are multiplied by ${scale}.`]),
      ...(most > brightest / 2 && most <= brightest
        ? [
            `Inputs are whole numbers up to ${most}; where the network was trained on parts of 1, add --scale ${1 / brightest}.`,
          ]
        : []),
    ],
  };
}

const toFloats = (data: SampleArray['data']) =>
  data instanceof Float32Array || data instanceof Float64Array ? data : Float64Array.from(data);

/** Of classes the targets of cross-entropy are probabilities: rows of parts that add up to 1, or a single part. */
function mustBeParts(values: Float64Array, outputs: number, file: string): void {
  for (let i = 0; i < values.length; i += outputs) {
    const row = values.subarray(i, i + outputs);
    const sum = row.reduce((total, value) => total + value, 0);
    if (row.some((value) => value < 0 || value > 1) || (outputs > 1 && Math.abs(sum - 1) > 1e-3))
      throw new UsageError(
        `${file}: the targets of sample ${i / outputs} are no probabilities, which cross-entropy takes; give labels, or choose --loss mse.`,
      );
  }
}

function targetsOf(
  { n, y }: SampleSet,
  { outputs }: TrainedNetwork,
  loss: MeasuredLoss,
  file: string,
): Float64Array | Float32Array {
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
  if (loss === 'cross-entropy') mustBeParts(y.values, outputs, file);
  return y.values;
}

/** How samples are taken. */
export interface SampleOptions {
  readonly loss: MeasuredLoss;
  /** How many, the first ones; null is all. */
  readonly count: number | null;
  /** What inputs are multiplied by. */
  readonly scale: number;
}

/**
 * The samples of a file, brought into the form that a network takes.
 * @throws UsageError that names the file and what is wrong
 */
export function openSamples(
  files: Files,
  source: SampleSource,
  network: TrainedNetwork,
  { loss, count, scale }: SampleOptions,
): FittedSamples {
  const file = basename(source.path);
  // The squared error of one output is that of a regression, whose targets may be whole numbers.
  const targets = loss === 'mse' && network.outputs === 1;
  const samples = asUsage(() => samplesOf(arraysOf(files, source), file, { count, targets }));
  const inputs = inputsOf(samples, network, scale, file);
  return {
    n: samples.n,
    data: { x: inputs.data, y: targetsOf(samples, network, loss, file) },
    ...(samples.y.kind === 'labels' && { labels: samples.y.values }),
    notes: [...samples.notes, ...inputs.notes],
  };
}
