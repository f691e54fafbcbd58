import type { Results } from '../../claims/results.ts';
import { growthOutput } from './schema.ts';
import { imagesOf } from '../../measure/image-words.ts';
import { growthStudy, type GrowthRun } from './selections.ts';

/** One network of the matrix with its runs, in the order of their seeds. */
export interface MatrixNetwork {
  readonly variant: string;
  readonly name: string;
  /** As sentences call it. */
  readonly words: string;
  /** Networks of one group stand together. */
  readonly group: string;
  readonly artifacts: readonly GrowthRun[];
}

/** Names of the rows, in their order; those of the judged experiment are part of the matrix. */
const rows: readonly Omit<MatrixNetwork, 'artifacts'>[] = [
  {
    variant: 'tanh4',
    words: 'the tanh network judged above',
    name: 'four layers (judged above)',
    group: 'tanh, squared error',
  },
  {
    variant: 'tanh3',
    words: 'a tanh network of three layers',
    name: 'three layers, inputs 4 times larger',
    group: 'tanh, squared error',
  },
  {
    variant: 'digits',
    words: 'a tanh network on other images',
    name: 'four layers',
    group: 'tanh, squared error',
  },
  {
    variant: 'cnn',
    words: 'a convolutional tanh network',
    name: 'two convolutions',
    group: 'tanh, squared error',
  },
  {
    variant: 'relu',
    words: 'a ReLU network with squared error',
    name: 'ReLU, three layers',
    group: 'other activations, squared error',
  },
  {
    variant: 'deep-linear',
    words: 'a deep linear network',
    name: 'none, four layers',
    group: 'other activations, squared error',
  },
  {
    variant: 'cross-entropy',
    words: 'a tanh network under cross-entropy',
    name: 'tanh, four layers',
    group: 'cross-entropy',
  },
  {
    variant: 'relu-cross-entropy',
    words: 'a ReLU network under cross-entropy',
    name: 'ReLU, three layers',
    group: 'cross-entropy',
  },
  { variant: 'linear', words: 'a linear network', name: 'linear, one layer', group: 'control' },
];

/** The network on other images than the judged one, named by them. */
function onItsImages(network: MatrixNetwork): MatrixNetwork {
  const { name } = imagesOf(network.artifacts);
  return { ...network, words: `a tanh network on ${name}`, name: `${network.name}, ${name}` };
}

/** Null when the matrix was not measured. */
export function matrixStudy(results: Results): readonly MatrixNetwork[] | null {
  const judged = growthStudy(results);
  const measured = results.runs('growth-matrix', growthOutput).filter(({ growth }) => growth.length > 0);
  if (!judged || measured.length === 0) return null;
  const all = [...judged.tanh, ...judged.linear, ...measured];
  return rows
    .map((row) => ({ ...row, artifacts: all.filter(({ variant }) => variant === row.variant) }))
    .filter(({ artifacts }) => artifacts.length > 0)
    .map((row) => (row.variant === 'digits' ? onItsImages(row) : row));
}
