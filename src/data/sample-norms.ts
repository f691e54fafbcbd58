import { random } from '../math/random.ts';
import type { Dataset } from './dataset.ts';

/** How the Euclidean norms of the samples are spread. */
export const normKinds = ['natural', 'unit', 'lognormal', 'tenth-times-8'] as const;
export type NormKind = (typeof normKinds)[number];

const words: Readonly<Record<Exclude<NormKind, 'natural'>, string>> = {
  unit: 'all samples scaled to the same norm',
  lognormal: 'norms drawn from a lognormal distribution with σ = 1',
  'tenth-times-8': 'a tenth of the samples multiplied by 8',
};

const share = 0.1;
const factor = 8;

const squaredNorm = (x: Float32Array) => x.reduce((sum, value) => sum + value * value, 0);

/** What each sample is multiplied by, up to a common factor. */
function multipliers(kind: NormKind, norms: readonly number[], seed: number): number[] {
  const source = random(seed, `norms ${kind}`);
  // A sample without any ink that differs from the mean has no norm to change.
  const inverse = norms.map((length) => (length > 0 ? 1 / length : 1));
  switch (kind) {
    case 'natural':
      return norms.map(() => 1);
    case 'unit':
      return inverse;
    case 'lognormal':
      return inverse.map((value) => value * Math.exp(source.gaussian()));
    case 'tenth-times-8':
      return norms.map((_, i) => (i < share * norms.length ? factor : 1));
  }
}

/** The samples in the same directions with other norms; their mean square stays, so that only the spread differs. */
export function withNorms(dataset: Dataset, kind: NormKind, seed: number): Dataset {
  if (kind === 'natural') return dataset;
  const { id, description, n, d, x } = dataset;
  const norms = Array.from({ length: n }, (_, i) => Math.sqrt(squaredNorm(x.subarray(i * d, (i + 1) * d))));
  const scales = multipliers(kind, norms, seed);
  const before = norms.reduce((sum, length) => sum + length ** 2, 0);
  const after = norms.reduce((sum, length, i) => sum + (scales[i] * length) ** 2, 0);
  const common = Math.sqrt(before / after);
  return {
    ...dataset,
    id: `${id}-${kind}-norms`,
    description: `${description.replace(/\.$/, '')}; ${words[kind]}, their mean square as before.`,
    x: x.map((value, i) => common * scales[Math.floor(i / d)] * value),
  };
}
