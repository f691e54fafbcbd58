import type { SampleArray } from './array-file.ts';
import type { FileArray } from './file-array.ts';
import { imageSources, loadImages, type ImageSource } from './image-source.ts';
import type { TensorData } from './safetensors-types.ts';

/** What a network is to give for each sample. */
export type Answers =
  | { readonly kind: 'labels'; readonly values: Int32Array }
  | { readonly kind: 'targets'; readonly shape: readonly number[]; readonly values: Float64Array };

/** Samples of a file: inputs, and labels or targets. */
export interface Samples {
  readonly n: number;
  /** `shape` is that of one sample; `data` [n, …shape], row-major. */
  readonly x: {
    readonly shape: readonly number[];
    readonly dtype: string;
    readonly data: TensorData | FileArray;
  };
  readonly y: Answers;
  /** What a reader of the results must know, one sentence each. */
  readonly notes: readonly string[];
}

type Arrays = Readonly<Record<string, SampleArray>>;
type Fail = (what: string, remedy: string) => never;

const inputNames = [
  'x',
  'images',
  'image',
  'inputs',
  'input',
  'data',
  'features',
  'x_train',
  'train_x',
  'x_test',
  'test_x',
];
const answerNames = ['y', 'labels', 'label', 'targets', 'target', 'y_train', 'train_y', 'y_test', 'test_y'];
/** Numbers that are looked at at once. */
const block = 2 ** 20;

const shaped = ({ shape, dtype }: SampleArray) => `${dtype} [${shape.join(', ')}]`;
const told = (arrays: Arrays) =>
  Object.entries(arrays)
    .map(([name, array]) => `${name} ${shaped(array)}`)
    .join(', ');
const isFloat = ({ dtype }: SampleArray) => dtype.includes('float');
const sizeOf = (shape: readonly number[]) => shape.reduce((product, side) => product * side, 1);

/** The array of the first of these names, in upper or lower case. */
function byName(arrays: Arrays, names: readonly string[], fail: Fail): string | undefined {
  for (const wanted of names) {
    const found = Object.keys(arrays).filter((name) => name.toLowerCase() === wanted);
    if (found.length > 1) fail(`holds both ${found.join(' and ')}`, 'leave one of them out');
    if (found.length === 1) return found[0];
  }
  return undefined;
}

function inputsOf(arrays: Arrays, fail: Fail): string {
  const named = byName(arrays, inputNames, fail);
  if (named !== undefined) return named;
  const floats = Object.keys(arrays).filter((name) => isFloat(arrays[name]));
  const most = Math.max(...floats.map((name) => arrays[name].shape.length));
  const largest = floats.filter((name) => arrays[name].shape.length === most);
  if (largest.length !== 1)
    fail(
      `does not say which array holds the inputs (${told(arrays)})`,
      'call them x, and labels or targets y',
    );
  return largest[0];
}

function answersOf(arrays: Arrays, input: string, fail: Fail): string {
  const part = /(?:^|_)(train|test)(?:_|$)/i.exec(input)?.[1].toLowerCase();
  const names = part === undefined ? answerNames : [`y_${part}`, `${part}_y`, ...answerNames];
  const rest = Object.fromEntries(Object.entries(arrays).filter(([name]) => name !== input));
  const named = byName(rest, names, fail);
  if (named !== undefined) return named;
  const fitting = Object.keys(rest).filter((name) => rest[name].shape[0] === arrays[input].shape[0]);
  if (fitting.length !== 1)
    fail(
      `does not say which array holds labels or targets (${told(arrays)})`,
      'call them y, and the inputs x',
    );
  return fitting[0];
}

/** The blocks of an array with where they begin. */
function* blocksOf(data: TensorData | FileArray): Generator<readonly [number, TensorData]> {
  for (let at = 0; at < data.length; at += block)
    yield [at, data.subarray(at, Math.min(data.length, at + block))];
}

function checkFinite(name: string, { data, dtype }: SampleArray, width: number, fail: Fail): void {
  if (!dtype.includes('float')) return;
  for (const [begin, values] of blocksOf(data)) {
    const wrong = values.findIndex((value) => !Number.isFinite(value));
    if (wrong >= 0)
      fail(
        `${name} holds ${values[wrong]} in sample ${Math.floor((begin + wrong) / width)}`,
        'mend it or leave the sample out',
      );
  }
}

/** Whether the n samples of an array are all the same. */
function allEqual({ data }: SampleArray, width: number): boolean {
  const first = data.subarray(0, width);
  for (const [begin, values] of blocksOf(data))
    for (let i = 0; i < values.length; i++) if (values[i] !== first[(begin + i) % width]) return false;
  return true;
}

/** The place of the one in each row [n, k] of zeros with a single one; null where there is another row. */
function oneHotLabels(values: Float64Array, n: number): Int32Array | null {
  const k = values.length / n;
  const labels = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const row = values.subarray(i * k, (i + 1) * k);
    if (!row.every((value) => value === 0 || value === 1)) return null;
    if (row.reduce((sum, value) => sum + value, 0) !== 1) return null;
    labels[i] = row.indexOf(1);
  }
  return labels;
}

/** What y is to be taken as, where that is known. */
export interface SampleOptions {
  readonly as?: Answers['kind'];
}

const mostLabel = 2 ** 31 - 1;

function answersIn(
  name: string,
  array: SampleArray,
  n: number,
  { as }: SampleOptions,
  fail: Fail,
): { readonly y: Answers; readonly notes: readonly string[] } {
  const { shape, dtype } = array;
  const values = Float64Array.from(array.data.subarray(0, array.data.length));
  const targets = { kind: 'targets', shape: shape.slice(1), values } as const;
  const single = sizeOf(shape.slice(1)) === 1;
  if (as === 'targets') return { y: targets, notes: [] };
  if (!single) {
    const labels = shape.length === 2 ? oneHotLabels(values, n) : null;
    if (labels)
      return {
        y: { kind: 'labels', values: labels },
        notes: [`The rows of ${name} have a single one each, whose place is taken as the label.`],
      };
    if (as === 'labels')
      fail(
        `${name} is ${shaped(array)} and no labels`,
        'give each sample one label, or a row of zeros with a single one',
      );
    return { y: targets, notes: [`${name} is taken as targets of shape [${shape.slice(1).join(', ')}].`] };
  }
  const wrong = values.findIndex((value) => !Number.isInteger(value) || value < 0 || value > mostLabel);
  if (wrong < 0)
    return {
      y: { kind: 'labels', values: Int32Array.from(values) },
      notes: isFloat(array)
        ? [`${name} is of type ${dtype} and holds whole numbers, which are taken as labels.`]
        : [],
    };
  if (as === 'labels')
    fail(
      `${name} has ${values[wrong]} for sample ${wrong}, which is no label`,
      'labels are whole numbers from 0 on',
    );
  return {
    y: targets,
    notes: [
      `${name} holds ${values[wrong]} and others that are no labels, and is taken as one target for each sample.`,
    ],
  };
}

/**
 * The samples among the arrays of a file: inputs are `x` (or images, inputs, data, features, x_train, …), else the only
 * float array of most axes; labels or targets are `y` (labels, targets, y_train, …), else the only other array of as many
 * samples. Whole numbers and one-hot rows are labels unless `as` says otherwise.
 * @throws Error naming the file, the array, the sample and what to do
 */
export function samplesOf(
  arrays: Arrays,
  file: string,
  options: SampleOptions & { readonly notes?: readonly string[] } = {},
): Samples {
  const fail: Fail = (what, remedy) => {
    throw new Error(`${file}: ${what}; ${remedy}`);
  };
  const input = inputsOf(arrays, fail);
  const x = arrays[input];
  const n = x.shape[0] ?? fail(`${input} is a single number`, 'give it an axis of samples in front');
  if (Object.keys(arrays).length < 2)
    fail(`holds ${input} alone`, 'add labels or targets as y, with numpy.savez');
  const answer = answersOf(arrays, input, fail);
  const y = arrays[answer];
  if (y.shape.length === 0) fail(`${answer} is a single number`, 'give each sample a label or targets');
  if (y.shape[0] !== n)
    fail(
      `${input} has ${n} samples and ${answer} has ${y.shape[0]}`,
      'give each sample one label or row of targets',
    );
  const width = sizeOf(x.shape.slice(1));
  if (n === 0 || width === 0) fail(`${input} is ${shaped(x)} and holds nothing`, 'give it samples');
  if (sizeOf(y.shape) === 0)
    fail(`${answer} is ${shaped(y)} and holds nothing`, 'give each sample a label or targets');
  checkFinite(input, x, width, fail);
  checkFinite(answer, y, sizeOf(y.shape.slice(1)), fail);
  if (n > 1 && allEqual(x, width))
    fail(
      `all ${n} samples of ${input} are the same`,
      'check how they were written, since nothing can be learnt of them',
    );
  const { y: answers, notes } = answersIn(answer, y, n, options, fail);
  const others = Object.keys(arrays).filter((name) => name !== input && name !== answer);
  return {
    n,
    x: { shape: x.shape.slice(1), dtype: x.dtype, data: x.data },
    y: answers,
    notes: [
      ...(options.notes ?? []),
      ...(input === 'x' && answer === 'y'
        ? []
        : [`Of ${file}, ${input} is taken as the inputs and ${answer} as what is to be learnt.`]),
      ...(others.length > 0
        ? [`${others.join(', ')} of ${file} ${others.length > 1 ? 'are' : 'is'} not used.`]
        : []),
      ...(n === 1 ? ['There is one sample, so that the landscape is that of this sample alone.'] : []),
      ...(x.dtype === 'float16' || x.dtype === 'bfloat16'
        ? [`The inputs are stored in ${x.dtype} and have three digits or less.`]
        : []),
      ...notes,
    ],
  };
}

/** Whether this is the name of a data set of the project. */
export const isProjectSource = (name: string): name is ImageSource =>
  (imageSources as readonly string[]).includes(name);

/**
 * Samples of the project's own data sets, as its studies train on them: pooled, pixel means subtracted.
 * @param scale standard deviation of the inputs; that of the studies unless given
 * @throws Error naming what is missing where they cannot be read, or are too few
 */
export async function projectSamples(
  name: ImageSource,
  n: number,
  seed: number,
  scale = 0.25,
): Promise<Samples> {
  const { d, x, y, description } = await loadImages(name, { n, seed, scale });
  return {
    n,
    x: { shape: [d], dtype: 'float32', data: x },
    y: { kind: 'labels', values: y },
    notes: [description],
  };
}
