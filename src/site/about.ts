import type { JudgedClaim } from '../claims/claim.ts';
import { absolute, href } from './links.ts';
import { buildInfo } from './results.ts';

const licence = 'https://opensource.org/license/mit';
const paper = {
  '@type': 'ScholarlyArticle',
  name: 'Beyond the Quadratic Approximation: The Multiscale Structure of Neural Network Loss Landscapes',
  url: 'https://arxiv.org/abs/2204.11326',
};

/** Schema.org description of a claim's page. */
export const aboutClaim = (claim: JudgedClaim, abstract: string): Readonly<Record<string, unknown>> => ({
  '@type': 'Article',
  headline: claim.title,
  abstract,
  about: paper,
  dateModified: buildInfo().date ?? undefined,
  license: licence,
  isPartOf: { '@type': 'WebSite', name: 'Multiscale', url: absolute(href()) },
  image: absolute(href(`pictures/${claim.slug}.png`)),
});

/** Schema.org description of the published data. */
export const aboutData = (
  files: readonly { readonly path: string; readonly bytes: number; readonly sha256: string }[],
): Readonly<Record<string, unknown>> => ({
  '@type': 'Dataset',
  name: 'Artifacts, tensors and samples behind Multiscale',
  description:
    'Numbers, parameters, directions and samples of every run behind a reproduction of six claims about the multiscale structure of neural network loss landscapes.',
  url: absolute(href('data/')),
  license: licence,
  isBasedOn: paper,
  dateModified: buildInfo().date ?? undefined,
  distribution: files.map(({ path, bytes, sha256 }) => ({
    '@type': 'DataDownload',
    contentUrl: absolute(href(`data/${path}`)),
    contentSize: `${bytes} B`,
    sha256,
    encodingFormat: path.endsWith('.json') ? 'application/json' : 'application/octet-stream',
  })),
});
