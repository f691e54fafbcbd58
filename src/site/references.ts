import { readFileSync } from 'node:fs';
import { plugins } from '@citation-js/core';
import '@citation-js/plugin-csl';
import { readBibliography, type Csl } from './bibliography/csl.ts';
import { sayOthers } from './bibliography/names.ts';

/** An entry of content/references.bib as it is shown. */
export interface Reference {
  readonly id: string;
  /** Authors and year, as a citation in the text: `Ma et al., 2022`. */
  readonly short: string;
  /** Plain text. */
  readonly title: string;
  /** The entry of the list, HTML in APA style, its address a link. */
  readonly html: string;
  /** Null where the entry names none. */
  readonly url: string | null;
}

/** The part of citeproc that is used. */
interface Engine {
  readonly updateItems: (ids: readonly string[]) => readonly string[];
  readonly makeBibliography: () => readonly [
    { readonly entry_ids: readonly (readonly [string])[] },
    readonly string[],
  ];
  readonly rebuildProcessorState: (
    citations: readonly object[],
    format: string,
    before: readonly unknown[],
  ) => readonly (readonly [id: string, note: number, text: string])[];
}

const file = 'content/references.bib';
const language = 'en-US';
const { engine, styles } = plugins.config.get('@csl');

/** A typed address becomes a link that says where it leads. */
const linked = (html: string): string =>
  html.replace(/^\s*<div[^>]*>|<\/div>\s*$/g, '').replace(
    // A sign that stands as `&#62;` is part of it, with its semicolon.
    /https?:\/\/(?:www\.)?((?:&#\d+;|&(?!#\d+;)|[^\s<&])*(?:&#\d+;|[^\s<.,;:]))/g,
    (address: string, words: string) => `<a href="${address.replaceAll('"', '%22')}">${words}</a>`,
  );

/** citeproc keeps ids in objects, where some keys have a meaning. */
const named = (data: readonly Csl[]) => data.map((entry, i) => ({ ...entry, id: `entry-${i}` }));

/** Citations that know of each other, so that two works of one year are told apart as in the list. */
function citations(data: readonly Csl[]): readonly string[] {
  // In parentheses the style puts &, which our sentences do without.
  styles.add('apa-and', styles.get('apa').replaceAll('and="symbol"', 'and="text"'));
  const items = named(data);
  const citeproc = engine(items as never, 'apa-and', language, 'text') as Engine;
  const clusters = items.map(({ id }) => ({ citationItems: [{ id }], properties: { noteIndex: 0 } }));
  return citeproc
    .rebuildProcessorState(clusters, 'text', [])
    .map(([, , text]) => sayOthers(text).replace(/^\((.*)\)$/, '$1'));
}

/** Entries of the list in its order, HTML. */
function list(data: readonly Csl[]): readonly { readonly place: number; readonly html: string }[] {
  const items = named(data);
  const citeproc = engine(items as never, 'apa', language, 'html') as Engine;
  citeproc.updateItems(items.map(({ id }) => id));
  const [{ entry_ids: ids }, entries] = citeproc.makeBibliography();
  return ids.map(([id], i) => ({
    place: items.findIndex((item) => item.id === id),
    html: linked(sayOthers(entries[i].trim())),
  }));
}

const plain = (title: string): string =>
  title
    .replaceAll('<sup>', '^')
    .replaceAll('<sub>', '_')
    .replace(/<\/?(?:i|b|sup|sub|span)(?: [^>]*)?>/g, '');

/**
 * The references of a BibTeX text by their keys, in the order of the list.
 * @throws Error naming file, line and key where an entry cannot be shown as it is meant
 */
export function readReferences(text: string, name = file): ReadonlyMap<string, Reference> {
  const data = readBibliography(text, name);
  const shorts = citations(data);
  return new Map(
    list(data).map(({ place, html }) => {
      const { id, title = '', URL: url, DOI: doi } = data[place];
      const address = doi === undefined ? (url ?? null) : `https://doi.org/${doi}`;
      return [id, { id, short: shorts[place], title: plain(title), html, url: address }];
    }),
  );
}

let read: ReadonlyMap<string, Reference> | undefined;

/** Every reference of content/references.bib by its key, in the order of the list. */
export const references = (): ReadonlyMap<string, Reference> =>
  (read ??= readReferences(readFileSync(file, 'utf8')));

/**
 * A reference by its key.
 * @throws Error when content/references.bib has no such key.
 */
export function reference(id: string): Reference {
  const found = references().get(id);
  if (!found) throw new Error(`references: ${file} has no entry "${id}"; add it there`);
  return found;
}
