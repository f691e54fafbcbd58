import { imageNames } from '../data/image-source.ts';
import { experimentsInWords, seedsInWords, type Scope } from '../claims/scope.ts';
import { countWord, listed } from '../figures/numbers.ts';
import type { BuildInfo } from '../claims/published.ts';

type Build = Pick<BuildInfo, 'profile' | 'backend'> & Partial<Scope>;

const hasOwnSeeds = ({ seeds = null, firstSeed = 0 }: Build): boolean => seeds === null && firstSeed === 0;

/** Which experiments are not whole, in a sentence: those that are, where they are fewer. */
function partsOf({ experiments = [], incomplete = [] }: Build): string | false {
  if (incomplete.length === 0) return false;
  if (experiments.length === 0) return 'None of its experiments ran as a whole.';
  const all = countWord(experiments.length + incomplete.length);
  return experiments.length < incomplete.length
    ? `Of its ${all} experiments, only ${listed(experiments)} ran as a whole.`
    : `Of its ${all} experiments, runs of ${listed(incomplete)} are missing or have failed.`;
}

/** What a reader must know of a build that is not the full one on native TensorFlow; null for that one. */
export function buildNotice(build: Build): { readonly what: string; readonly remedy: string } | null {
  const { profile, backend, dataset = null, seeds = null, firstSeed = 0 } = build;
  const quick =
    profile === 'quick' &&
    'Its experiments ran in the quick profile: fewer samples, steps and seeds than the results call for.';
  const wasm =
    backend.name === 'wasm' && 'They ran on WebAssembly, because native TensorFlow was not available.';
  const images =
    dataset !== null && `They ran on ${imageNames[dataset]} in place of the images that each has of its own.`;
  const seeded =
    !hasOwnSeeds(build) && `They ran with other seeds than their own: ${seedsInWords({ seeds, firstSeed })}.`;
  const what = [quick, wasm, images, seeded, partsOf(build)]
    .filter((sentence) => sentence !== false)
    .join(' ')
    .replace(/^They/, 'Its experiments');
  if (what === '') return null;
  const remedy = wasm
    ? 'For the full results, install python3 with pip and a C++ compiler and run npm run build; npm run doctor says what is missing.'
    : 'For the full results, run npm run build.';
  return { what, remedy };
}

/** The profile and all by which a build departs from the whole of it, for the foot of pages. */
export function profileInWords(build: Build): string {
  const { profile, dataset = null, seeds = null, firstSeed = 0, experiments = [], incomplete = [] } = build;
  const scope = { dataset, seeds, firstSeed, experiments, incomplete };
  return [
    profile,
    ...(dataset === null ? [] : [`on ${imageNames[dataset]}`]),
    ...(hasOwnSeeds(build) ? [] : [seedsInWords(scope)]),
    ...(incomplete.length === 0 ? [] : [experimentsInWords(scope)]),
  ].join(', ');
}
