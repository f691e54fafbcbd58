import type { TensorData } from './safetensors-types.ts';

/** An array of a file, whatever its format. */
export interface SampleArray {
  /** Its type in the file, where that says more than that of `data`: 64-bit integers become float64. */
  readonly dtype?: string;
  readonly shape: readonly number[];
  readonly data: TensorData;
}

/** Samples with what a network is to make of them. */
export interface SampleSet {
  readonly n: number;
  /** The input of one sample, and all of them, row-major. */
  readonly x: SampleArray;
  readonly y:
    | { readonly kind: 'labels'; readonly values: Int32Array }
    | { readonly kind: 'targets'; readonly width: number; readonly values: Float64Array };
  /** What was decided about the file, one sentence each. */
  readonly notes: readonly string[];
}

const inputNames = ['x', 'x_train', 'images', 'inputs', 'input', 'data', 'features', 'x_test'];
const targetNames = ['y', 'y_train', 'labels', 'label', 'targets', 'target', 'y_test'];

type Named = readonly [string, SampleArray];
type Fail = (what: string) => never;

function named(arrays: Readonly<Record<string, SampleArray>>, names: readonly string[]): Named | undefined {
  const entries = Object.entries(arrays);
  for (const wanted of names) {
    const found = entries.find(([name]) => name.toLowerCase() === wanted);
    if (found) return found;
  }
  return undefined;
}

const rowOf = ({ shape }: SampleArray) => shape.slice(1).reduce((product, size) => product * size, 1);

function checkNumbers([name, array]: Named, fail: Fail): void {
  const at = array.data.findIndex((value) => !Number.isFinite(value));
  if (at >= 0)
    fail(
      `${name} holds ${array.data[at]} in sample ${Math.floor(at / rowOf(array))}; leave that sample out, or mend it`,
    );
}

/** Rows of zeros with a single one, as labels. */
function fromOneHot({ data, shape: [n] }: SampleArray, width: number): Int32Array | null {
  const labels = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const row = data.subarray(i * width, (i + 1) * width);
    const one = row.indexOf(1);
    if (one < 0 || row.some((value, k) => value !== (k === one ? 1 : 0))) return null;
    labels[i] = one;
  }
  return labels;
}

/** Numbers to be met, where `y` means no classes. */
const asTargets = ([, array]: Named): Pick<SampleSet, 'y' | 'notes'> => ({
  y: { kind: 'targets', width: rowOf(array), values: Float64Array.from(array.data) },
  notes: [],
});

function targetsOf([name, array]: Named, fail: Fail): Pick<SampleSet, 'y' | 'notes'> {
  const width = rowOf(array);
  const isWhole = array.data.every(Number.isInteger);
  const isReal = array.dtype
    ? /^b?f/i.test(array.dtype)
    : array.data instanceof Float32Array || array.data instanceof Float64Array;
  if (width === 1 && isWhole) {
    const values = Int32Array.from(array.data);
    const low = array.data.findIndex((label) => label < 0 || label > 1e6);
    if (low >= 0) fail(`${name} holds the label ${array.data[low]} in sample ${low}; labels count from 0`);
    const note = isReal ? [`The whole numbers of ${name} are taken as labels of classes.`] : [];
    return { y: { kind: 'labels', values }, notes: note };
  }
  const labels = width > 1 ? fromOneHot(array, width) : null;
  if (labels)
    return {
      y: { kind: 'labels', values: labels },
      notes: [`The rows of ${name}, zeros with a single one, are taken as labels of ${width} classes.`],
    };
  return asTargets([name, array]);
}

function mustDiffer([name, { data }]: Named, width: number, fail: Fail): void {
  const n = data.length / width;
  if (n === 1) fail('one sample is measured, where a mean over samples is meant; give it more');
  for (let i = width; i < data.length; i++) if (data[i] !== data[i % width]) return;
  fail(`all ${n} samples of ${name} are equal; give it the samples that the network was trained on`);
}

/** Targets beside labels, where the labels are all the same: the form of the site's own data sets. */
function withoutPlaceholder(y: Named, arrays: Readonly<Record<string, SampleArray>>): Named {
  const other = named(arrays, ['target', 'targets']);
  const isConstant = y[1].data.every((value) => value === y[1].data[0]);
  return other && isConstant ? other : y;
}

/** How the samples of a file are read. */
export interface SampleWishes {
  /** The first so many; all unless given. */
  readonly count?: number | null;
  /** Whether y holds numbers to be met, whole or not, as for a network of a single output; otherwise whole numbers are classes. */
  readonly targets?: boolean;
}

/** The first samples of an array. */
const firstOf = ([name, array]: Named, count: number): Named => [
  name,
  { ...array, shape: [count, ...array.shape.slice(1)], data: array.data.subarray(0, count * rowOf(array)) },
];

/**
 * Samples from the arrays of a file: x and y, or other usual names.
 * @throws Error that names the file, where an array is missing, does not fit or is not finite, and where there is one sample or
 * all are equal
 */
export function samplesOf(
  arrays: Readonly<Record<string, SampleArray>>,
  file: string,
  { count = null, targets = false }: SampleWishes = {},
): SampleSet {
  const fail: Fail = (what) => {
    throw new Error(`${file}: ${what}`);
  };
  const there = Object.keys(arrays).join(', ') || 'nothing';
  const x = named(arrays, inputNames) ?? fail(`it has ${there}, and no inputs; save them as x [n, …]`);
  const given =
    named(arrays, targetNames) ??
    fail(`it has ${there}, and no labels or targets; save them as y [n] or [n, …]`);
  const y = withoutPlaceholder(given, arrays);
  for (const [name, { shape }] of [x, y])
    if (shape.length === 0 || shape.includes(0))
      fail(`${name} of shape [${shape.join(', ')}] holds no samples`);
  const [all, others] = [x[1].shape[0], y[1].shape[0]];
  if (all !== others) fail(`it has ${all} samples of ${x[0]} and ${others} of ${y[0]}; save as many of both`);
  const n = Math.min(all, count ?? all);
  const [inputs, wanted] = [firstOf(x, n), firstOf(y, n)];
  checkNumbers(inputs, fail);
  checkNumbers(wanted, fail);
  mustDiffer(inputs, rowOf(inputs[1]), fail);
  const read = targets ? asTargets(wanted) : targetsOf(wanted, fail);
  const left = n < all ? [`Of ${all} samples the first ${n} are measured.`] : [];
  return {
    n,
    x: { shape: inputs[1].shape.slice(1), data: inputs[1].data },
    y: read.y,
    notes: [...read.notes, ...left],
  };
}
