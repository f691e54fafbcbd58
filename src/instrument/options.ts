import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import type { BackendName } from '../engine/runtime.ts';
import { measuredLosses, type MeasuredLoss } from '../engine/readers/trained-model.ts';
import type { Precision } from '../math/loss.ts';
import type { DirectionCounts, MeasureOptions, Training } from '../measure/landscape/options.ts';
import { oneOf, parse, positiveInteger, UsageError } from '../pipeline/command-line.ts';
import { directionsOf, positiveNumber, secondsOf, trainingOf } from './directions.ts';

/** The text of `--help`. */
const help = (command: string) => `${command} --model FILE --data FILE --loss mse|cross-entropy [options]

From a trained network to a report on its loss landscape: is it a minimum, its sharpest and flattest directions, the spectral
density, how the loss grows, its scales, which examples make them, and how near its optimiser is to instability.

  --model FILE           an .onnx file (opsets 13 to 23), or the JSON of one of the site's artifacts
  --data FILE            .npz, .safetensors or .csv with x [n, …] and y (labels [n], or targets [n, outputs]); an .npy with
                         --labels; or the name of a data set of the last run of the experiments
  --labels FILE          the labels or targets of an .npy file
  --scale NUMBER         multiply the inputs by this, as training did
  --loss NAME            mse (½ of the sum over outputs) or cross-entropy, mean over samples
  --weights FILE         other weights for the model, .safetensors by name; again for each point of training, in order
  --lr NUMBER            the learning rate it was trained at: how far it is from the edge of stability
  --optimizer NAME       gd (default), momentum:β, adam or sgd:B
  --preconditioner FILE  Adam's second moments, .safetensors by the names of the weights
  --iterates FILE        weights of a training step just before the point, .safetensors; again for each, in order
  --directions LIST      default top:5,bottom:3,gradient,random:4
  --slices N             at most so many slices, by turns of the kinds of directions
  --samples N            the first N samples
  --batch N              so many samples at a time, which bounds the memory
  --seed N               of random directions and probes (default 0)
  --budget TIME          90s, 5m or 1h: measure what fits
  --expect-params N      stop unless the network has so many parameters
  --expect-loss NUMBER   stop unless its loss is this, to a thousandth
  --precision NAME       float64 or float32, of the searches (default float64, float32 where a network is large)
  --density P:S|off      probes and steps of the spectral density
  --layers off           without the curvature of each tensor
  --out FOLDER           where the report goes (default report-<model>)
  --json                 print the report as JSON, and write no files unless --out is given
  --force                measure anew, whatever has been kept without it, and replace the report in the folder
  --backend NAME         native or wasm (default: native where it is)
  --threads N            default: one for each core
  -h, --help             this text

Examples:
  ${command} --model net.onnx --data train.npz --loss cross-entropy --lr 0.1 --budget 5m
  ${command} --model net.onnx --data train.csv --loss mse --expect-params 7002 --expect-loss 0.0012 --out report
  ${command} --model net.onnx --data train.npz --loss mse --weights step-100.safetensors --weights step-900.safetensors

What has been measured is kept: after Ctrl-C the same command goes on. MULTISCALE_CACHE names the folder for that.
`;

const given = {
  model: { type: 'string' },
  data: { type: 'string' },
  labels: { type: 'string' },
  scale: { type: 'string' },
  loss: { type: 'string' },
  weights: { type: 'string', multiple: true },
  lr: { type: 'string' },
  optimizer: { type: 'string' },
  preconditioner: { type: 'string' },
  iterates: { type: 'string', multiple: true },
  directions: { type: 'string' },
  slices: { type: 'string' },
  samples: { type: 'string' },
  batch: { type: 'string' },
  seed: { type: 'string' },
  budget: { type: 'string' },
  'expect-params': { type: 'string' },
  'expect-loss': { type: 'string' },
  precision: { type: 'string' },
  density: { type: 'string' },
  layers: { type: 'string' },
  out: { type: 'string' },
  json: { type: 'boolean', default: false },
  force: { type: 'boolean', default: false },
  backend: { type: 'string' },
  threads: { type: 'string' },
} as const;

/** What a command line asks for. */
export interface Asked {
  readonly model: string;
  readonly data: string;
  readonly labels: string | null;
  readonly scale: number;
  readonly loss: MeasuredLoss;
  readonly weights: readonly string[];
  readonly training: Training | undefined;
  /** File of Adam's second moments. */
  readonly preconditioner: string | null;
  readonly iterates: readonly string[];
  readonly directions: DirectionCounts;
  readonly samples: number | null;
  readonly batch: number | null;
  readonly seed: number;
  readonly budget: number | null;
  readonly expected: { readonly parameters: number | null; readonly loss: number | null };
  readonly settings: Pick<MeasureOptions, 'precision' | 'density' | 'layerProducts' | 'slices'>;
  /** null where the report is printed only. */
  readonly out: string | null;
  readonly json: boolean;
  readonly force: boolean;
  readonly backend: 'native' | 'wasm' | null;
  readonly threads: number;
}

const large = 1e9;

function density(text: string | undefined): Pick<MeasureOptions, 'density'> {
  if (text === undefined) return {};
  if (text === 'off') return { density: null };
  const match = /^([1-9]\d{0,2}):([1-9]\d{0,2})$/.exec(text);
  if (!match)
    throw new UsageError(`--density is probes:steps such as 5:40, or off, not ${text}. Try --help.`);
  return { density: { probes: Number(match[1]), steps: Number(match[2]) } };
}

const needed = (name: string, value: string | undefined): string => {
  if (value === undefined || value === '') throw new UsageError(`--${name} is missing. Try --help.`);
  return value;
};

const anyNumber = (name: string, text: string | undefined): number | null => {
  if (text === undefined) return null;
  if (text.trim() === '' || !Number.isFinite(Number(text)))
    throw new UsageError(`--${name} is a number, not ${text}. Try --help.`);
  return Number(text);
};

/** @throws UsageError that names what is wrong */
export function askedBy(command: string, args: readonly string[]): Asked {
  const { values } = parse(help(command), given, { args });
  const whole = <F>(
    name: 'samples' | 'batch' | 'slices' | 'threads' | 'expect-params',
    fallback: F,
    most = large,
  ) => positiveInteger(name, values[name], { most, fallback });
  const model = needed('model', values.model);
  const data = needed('data', values.data);
  const loss = oneOf('loss', needed('loss', values.loss), measuredLosses, undefined)!;
  const seed = anyNumber('seed', values.seed) ?? 0;
  if (!Number.isSafeInteger(seed))
    throw new UsageError(`--seed is a whole number, not ${values.seed}. Try --help.`);
  const precision = oneOf<Precision, undefined>(
    'precision',
    values.precision,
    ['float64', 'float32'],
    undefined,
  );
  const layers = oneOf('layers', values.layers, ['off', 'on'], 'on');
  const slices = whole('slices', undefined);
  const training = trainingOf(values.lr, values.optimizer);
  if (values.preconditioner !== undefined && training?.optimizer !== 'adam')
    throw new UsageError('--preconditioner goes with --lr and --optimizer adam. Try --help.');
  if (values.iterates && !training)
    throw new UsageError('--iterates goes with --lr, the learning rate of those steps. Try --help.');
  return {
    ...{ model, data, loss, seed, json: values.json, force: values.force },
    weights: values.weights ?? [],
    training,
    labels: values.labels ?? null,
    scale: values.scale === undefined ? 1 : positiveNumber('scale', values.scale),
    preconditioner: values.preconditioner ?? null,
    iterates: values.iterates ?? [],
    directions: directionsOf(values.directions),
    samples: whole('samples', null),
    batch: whole('batch', null),
    budget: values.budget === undefined ? null : secondsOf(values.budget),
    expected: {
      parameters: whole('expect-params', null),
      loss: anyNumber('expect-loss', values['expect-loss']),
    },
    settings: {
      ...(precision && { precision }),
      ...density(values.density),
      ...(layers === 'off' && { layerProducts: 0 }),
      ...(slices !== undefined && { slices }),
    },
    out: values.out ?? (values.json ? null : `report-${basename(model).replace(/\.[^.]*$/, '')}`),
    backend: oneOf<BackendName, null>('backend', values.backend, ['native', 'wasm'], null),
    threads: whole('threads', availableParallelism(), 256),
  };
}
