import { readFileSync } from 'node:fs';
import { Cite } from '@citation-js/core';
import '@citation-js/plugin-bibtex';
import '@citation-js/plugin-csl';

/** An entry of content/references.bib as it is shown. */
export interface Reference {
  readonly id: string;
  /** Authors and year, as a citation in the text: `Ma et al., 2022`. */
  readonly short: string;
  readonly title: string;
  /** The entry of the list, HTML in APA style, its address a link. */
  readonly html: string;
  readonly url: string;
}

interface Entry {
  readonly id: string;
  readonly title: string;
  readonly URL: string;
}

const style = { template: 'apa', lang: 'en-US' } as const;

/** A typed address becomes a link that says where it leads. */
const linked = (html: string): string =>
  html
    .replace(/^\s*<div[^>]*>|<\/div>\s*$/g, '')
    .replace(/https?:\/\/(?:www\.)?([^\s<]+)/, (address, words) => `<a href="${address}">${words}</a>`);

function readReferences(): ReadonlyMap<string, Reference> {
  const cite = new Cite(readFileSync('content/references.bib', 'utf8'));
  const list = new Map(
    cite.format('bibliography', { ...style, format: 'html', asEntryArray: true }) as unknown as [
      string,
      string,
    ][],
  );
  const entries = cite.data as unknown as readonly Entry[];
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  return new Map(
    [...list].map(([id, html]) => {
      const { title, URL: url } = byId.get(id)!;
      const short = String(
        cite.format('citation', { ...style, format: 'text', entry: id, citationsPre: [], citationsPost: [] }),
      )
        .replace(/^\((.*)\)$/, '$1')
        .replace('&', 'and');
      return [id, { id, short, title, html: linked(html), url }];
    }),
  );
}

let read: ReadonlyMap<string, Reference> | undefined;

/** Every reference by its key, in the order of the list. */
export const references = (): ReadonlyMap<string, Reference> => (read ??= readReferences());

/**
 * A reference by its key.
 * @throws Error when content/references.bib has no such key.
 */
export function reference(id: string): Reference {
  const found = references().get(id);
  if (!found) throw new Error(`references: content/references.bib has no entry "${id}"`);
  return found;
}
