import { imageNames } from '../data/image-source.ts';
import type { BuildInfo } from './manifest.ts';

/** What a reader must know of a build that is not the full one on native TensorFlow; null for that one. */
export function buildNotice({
  profile,
  backend,
  dataset = null,
}: Pick<BuildInfo, 'profile' | 'backend'> & Partial<Pick<BuildInfo, 'dataset'>>): {
  readonly what: string;
  readonly remedy: string;
} | null {
  const quick =
    profile === 'quick' &&
    'Its experiments ran in the quick profile: fewer samples, steps and seeds than the results call for.';
  const wasm =
    backend.name === 'wasm' && 'They ran on WebAssembly, because native TensorFlow was not available.';
  const images = dataset !== null && `They ran on other images than the text says: ${imageNames[dataset]}.`;
  const what = [quick, wasm, images].filter(Boolean).join(' ').replace(/^They/, 'Its experiments');
  if (what === '') return null;
  const remedy = wasm
    ? 'For the full results, install python3 with pip and a C++ compiler and run npm run build; npm run doctor says what is missing.'
    : 'For the full results, run npm run build.';
  return { what, remedy };
}
