import type { Precision } from '../../src/engine/compile/signature.ts';
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

const named = (network: BenchNetwork, n: number): Setting => ({
  ...network,
  n,
  net: `${network.kind === 'cnn' ? 'cnn ' : ''}${network.layers.join('-')}`,
});

export const settings = {
  'small-500': named(small, 500),
  'small-2000': named(small, 2000),
  'deep-500': named(deep, 500),
  'wide-1000': named(wide, 1000),
  'wide-5000': named(wide, 5000),
  cnn: named(convolutional, 300),
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

const everywhere: readonly SettingName[] = settingNames;
const notTheLargest = everywhere.filter((name) => name !== 'wide-5000');
/** Where float64 products of the widest network would take minutes. */
const moderate = notTheLargest.filter((name) => name !== 'wide-1000');

const planned: readonly (readonly [CaseName, Precision, readonly SettingName[]])[] = [
  ['step', 'float32', everywhere],
  ['step', 'float64', notTheLargest],
  ['hvp', 'float32', everywhere],
  ['hvp', 'float64', notTheLargest],
  ['lanczos', 'float64', moderate],
  ['slice', 'float32', notTheLargest],
  ['slice', 'float64', moderate],
];

/** The rows of the chosen settings and cases, all rows of a setting together. */
export function plan(names: readonly SettingName[], cases: readonly CaseName[]): PlannedRow[] {
  return names.flatMap((name) =>
    planned
      .filter(([kind, , where]) => cases.includes(kind) && where.includes(name))
      .map(([kind, precision]) => ({ setting: settings[name], case: kind, precision })),
  );
}
