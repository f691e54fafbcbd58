import { imageNouns, sourceOfDataset } from '../data/image-source.ts';

interface Run {
  readonly output: { readonly model?: { readonly dataset: string } };
}

/** What judges call the samples of their runs: `digits` where all were drawn from digits, else `images`. */
export const nounOf = (runs: readonly Run[]): 'digits' | 'images' =>
  runs.every(({ output: { model } }) => {
    const source = sourceOfDataset(model?.dataset ?? '');
    return source === null || imageNouns[source] === 'digits';
  })
    ? 'digits'
    : 'images';
