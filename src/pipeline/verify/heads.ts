import { experimentsInWords, imagesInWords, seedsInWords } from '../../claims/scope.ts';
import { canonicalJson } from '../canonical.ts';
import type { ResultsHead } from '../../claims/published.ts';

/** A fact of two heads, in words. */
export interface HeadRow {
  readonly fact: 'profile' | 'backend' | 'data set' | 'set of seeds' | 'list of experiments' | 'commit';
  readonly reference: string;
  readonly found: string;
  /** Whether the two can be compared as far as this goes. */
  readonly alike: boolean;
}

/** A detail of a backend: words speak for themselves, other values with their name. */
const detail = ([name, value]: readonly [string, unknown]): string =>
  typeof value === 'string' ? value : `${name} ${canonicalJson(value)}`;

const facts: readonly (readonly [
  fact: HeadRow['fact'],
  inWords: (head: ResultsHead) => string,
  /** What has to be the same; nothing has to where there is none. */
  same?: (head: ResultsHead) => unknown,
])[] = [
  ['profile', ({ profile }) => profile, ({ profile }) => profile],
  [
    'backend',
    ({ backend: { name, ...details } }) => [name, ...Object.entries(details).map(detail)].join(', '),
    ({ backend }) => backend.name,
  ],
  ['data set', imagesInWords, ({ dataset }) => dataset],
  ['set of seeds', seedsInWords, ({ seeds, firstSeed }) => [seeds, firstSeed]],
  [
    'list of experiments',
    experimentsInWords,
    ({ experiments, incomplete }) => [[...experiments].sort(), [...incomplete].sort()],
  ],
  ['commit', ({ commit }) => commit ?? 'none'],
];

/** What two results say of themselves beside each other; versions and commits may differ, all else decides whether they compare. */
export const besideEachOther = (
  reference: ResultsHead,
  found: ResultsHead,
  { anyBackend = false }: { readonly anyBackend?: boolean } = {},
): HeadRow[] =>
  facts.map(([fact, inWords, same]) => ({
    fact,
    reference: inWords(reference),
    found: inWords(found),
    alike:
      !same ||
      (fact === 'backend' && anyBackend) ||
      canonicalJson(same(reference)) === canonicalJson(same(found)),
  }));
