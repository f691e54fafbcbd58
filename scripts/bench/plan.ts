import type { Precision } from '../../src/math/loss.ts';
import type { BenchNetwork, CaseName } from './protocol.ts';

/** A network with its number of samples; `net` is its name in the report. */
export interface Setting extends BenchNetwork {
  readonly net: string;
  readonly n: number;
}

const small = { kind: 'mlp', layers: [196, 64, 64, 10] } as const;
const deep = { kind: 'mlp', layers: [196, 64, 64, 64, 10] } as const;
const wide = { kind: 'mlp', layers: [784, 200, 200, 10] } as const;
const convolutional = { kind: 'cnn', layers: [196, 8, 16, 10] } as const;

const residual = { kind: 'resnet', layers: [196, 32, 2, 10] } as const;
const transformer = { kind: 'vit', layers: [196, 2, 32, 4, 1, 10] } as const;

const named = (network: BenchNetwork, n: number): Setting => {
  const { kind, layers, batch } = network;
  const prefix = kind === 'mlp' && batch === undefined ? '' : `${kind} `;
  return { ...network, n, net: `${prefix}${layers.join('-')}${batch === undefined ? '' : ` by ${batch}`}` };
};

export const settings = {
  'small-500': named(small, 500),
  'small-2000': named(small, 2000),
  'deep-500': named(deep, 500),
  'wide-1000': named(wide, 1000),
  'wide-5000': named(wide, 5000),
  cnn: named(convolutional, 300),
  resnet: named(residual, 100),
  vit: named(transformer, 100),
  search: named({ kind: 'mlp', layers: [784, 128, 128, 10] }, 2000),
  batches: named({ ...wide, batch: 500 }, 10_000),
} as const satisfies Readonly<Record<string, Setting>>;

export type SettingName = keyof typeof settings;
export const settingNames = Object.keys(settings) as SettingName[];

/** The network by whose step the share of the matrix-product rate is judged. */
export const shareSetting: Setting = settings['wide-1000'];

/** One row of the report before it is timed. */
export interface PlannedRow {
  readonly setting: Setting;
  readonly case: CaseName;
  readonly precision: Precision;
}

/** Networks of plain code beside those of the studies; of all of them steps and products are timed. */
const ofCode: readonly SettingName[] = ['resnet', 'vit', 'batches'];
/** Where only a whole search for eigenvalues is timed. */
const ofSearch: readonly SettingName[] = ['search'];
const ofStudies = settingNames.filter((name) => ![...ofCode, ...ofSearch].includes(name));
const notTheLargest = ofStudies.filter((name) => name !== 'wide-5000');
const everywhere = [...ofStudies, ...ofCode];
/** Where float64 products of the widest network would take minutes. */
const moderate = notTheLargest.filter((name) => name !== 'wide-1000');

const planned: readonly (readonly [CaseName, Precision, readonly SettingName[]])[] = [
  ['step', 'float32', everywhere],
  ['step', 'float64', [...notTheLargest, ...ofCode]],
  ['hvp', 'float32', everywhere],
  ['hvp', 'float64', [...notTheLargest, ...ofCode]],
  ['lanczos', 'float64', moderate],
  ['slice', 'float32', notTheLargest],
  ['slice', 'float64', moderate],
  ['top', 'float64', ofSearch],
];

/** The rows of the chosen settings and cases, all rows of a setting together. */
export function plan(names: readonly SettingName[], cases: readonly CaseName[]): PlannedRow[] {
  return names.flatMap((name) =>
    planned
      .filter(([kind, , where]) => cases.includes(kind) && where.includes(name))
      .map(([kind, precision]) => ({ setting: settings[name], case: kind, precision })),
  );
}
