import { Cite, plugins } from '@citation-js/core';
import '@citation-js/plugin-bibtex';
import { readBibtex, type Entry } from './bibtex.ts';
import { readableLatex } from './latex.ts';
import { doiOf, eprintAddress, webAddress } from './links.ts';
import { readNames, unnamed } from './names.ts';

/** A reference as citation styles read it, of which only these fields are looked at here. */
export interface Csl {
  readonly id: string;
  readonly title?: string;
  readonly author?: readonly unknown[];
  readonly editor?: readonly unknown[];
  readonly URL?: string;
  readonly DOI?: string;
}

interface Config {
  readonly constants: {
    readonly defaultStrings: Readonly<Record<string, string>>;
    readonly fieldTypes: Readonly<Record<string, readonly [list: string, kind: string]>>;
  };
  readonly types: { readonly biblatex: { readonly source: Readonly<Record<string, string>> } };
}
const { constants, types } = plugins.config.get('@bibtex') as unknown as Config;

const links = new Set(['url', 'doi', 'eprint', 'eprinttype', 'archiveprefix', 'eprintclass', 'primaryclass']);
/** Fields that other programs write and no style shows. */
const unread =
  /^(?:abstract|annotation|annote|bdsk-.*|bib(?:source|url)|copyright|date-(?:added|modified)|file|groups?|internal-note|key|keywords|local-url|mendeley-.*|month_numeric|owner|pdf|priority|rating|ranking|timestamp|xdata)$/;
const known = (field: string) =>
  Object.hasOwn(constants.fieldTypes, field) ||
  ['journal', 'address', 'school', 'day', 'month', 'year', 'number', 'crossref'].includes(field);

/** What kinds of entries are called, where the library has no words of its own for them. */
const genres: Readonly<Record<string, string>> = {
  techreport: 'Technical report',
  phdthesis: 'PhD thesis',
  mastersthesis: "Master's thesis",
};

type FailEntry = (what: string, field?: string) => never;

/** What `read` makes of a field; its complaint is about the field. */
function reading<T>(fail: FailEntry, name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof SyntaxError) return fail(`${name} ${error.message}`, name);
    throw error;
  }
}

/** A link typed in a note is as good as one in its own field. */
const typedLink = /\\(?:url|href)\s*\{([^{}]*)\}|(https?:\/\/[^\s,;{}]*[^\s,;{}.])/;
function addressIn({ fields }: Entry): string | undefined {
  const notes = ['howpublished', 'note'].map((name) => typedLink.exec(fields.get(name)?.value ?? ''));
  const [, braced, bare] = notes.find((note) => note !== null) ?? [];
  return braced ?? bare;
}

function linksOf(entry: Entry, fail: FailEntry): Pick<Csl, 'URL' | 'DOI'> {
  const of = <T>(name: string, read: (latex: string) => T): T | undefined => {
    const field = entry.fields.get(name);
    return field && field.value.trim() !== '' ? reading(fail, name, () => read(field.value)) : undefined;
  };
  const archive = (entry.fields.get('archiveprefix') ?? entry.fields.get('eprinttype'))?.value;
  const doi = of('doi', doiOf);
  const note = addressIn(entry);
  const own = of('url', webAddress) ?? (note && reading(fail, 'the address', () => webAddress(note)));
  const url = own ?? (doi === undefined ? of('eprint', (latex) => eprintAddress(latex, archive)) : undefined);
  return { ...(url !== undefined && { URL: url }), ...(doi !== undefined && { DOI: doi }) };
}

interface Readable {
  readonly type: string;
  readonly label: string;
  readonly properties: Readonly<Record<string, string>>;
  /** Which lists of names end in `and others`. */
  readonly others: readonly string[];
}

/** The entry without LaTeX that the library would read wrong. */
function readable({ type, key, fields }: Entry, fail: FailEntry): Readable {
  if (!Object.hasOwn(types.biblatex.source, type)) return fail(`@${type} is no type of entry`);
  const others: string[] = [];
  const properties = [...fields].flatMap(([name, { value }]): [string, string][] => {
    if (links.has(name) || unread.test(name) || value.trim() === '') return [];
    if (!known(name)) return fail(`${name} is no field of BibTeX, so nobody would see it`, name);
    if (name === 'year' && /\d/.test(value) && !/^\s*\{?\d{1,4}\}?\s*$/.test(value))
      return fail(`year is ${value}, expected a number`, name);
    // The link is shown as one.
    if (name === 'howpublished' && typedLink.test(value))
      return [[name, readableLatex(value.replace(typedLink, '')).replace(/[\s,;:.]+$/, '')]];
    return reading(fail, name, () => {
      if (constants.fieldTypes[name]?.[1] !== 'name') return [[name, readableLatex(value)]];
      const list = readNames(value);
      if (list.others) others.push(name);
      return [[name, readableLatex(list.named)]];
    });
  });
  const genre = Object.hasOwn(genres, type) && !fields.has('type') ? { type: genres[type] } : {};
  return { type, label: key, properties: { ...Object.fromEntries(properties), ...genre }, others };
}

function cslOf(entry: Entry, others: ReadonlyMap<string, Entry>, failIn: (entry: Entry) => FailEntry): Csl {
  const fail = failIn(entry);
  const { others: unnamedIn, ...own } = readable(entry, fail);
  const parentKey = entry.fields.get('crossref')?.value.trim();
  const parent = parentKey === undefined ? undefined : others.get(parentKey);
  if (parentKey !== undefined && !parent)
    return fail(`crossref names ${parentKey}, and there is no such entry`, 'crossref');
  const family = parent ? [own, readable(parent, failIn(parent))] : [own];
  let csl: Record<string, unknown>;
  try {
    [csl] = new Cite(family).data as unknown as Record<string, unknown>[];
  } catch (error) {
    return fail(`cannot be read: ${(error as Error).message.split(' at line')[0]}`);
  }
  if (!csl.title) return fail('title is missing');
  for (const list of unnamedIn) csl[list] = [...(csl[list] as unknown[]), { literal: unnamed }];
  return { ...csl, id: entry.key, ...linksOf(entry, fail) };
}

/**
 * The entries of a BibTeX file for a citation style.
 * @param file how errors call it
 * @throws Error naming file, line and key where an entry cannot be shown as it is meant
 */
export function readBibliography(text: string, file: string): readonly Csl[] {
  const fail = (line: number, key: string | null, what: string): never => {
    throw new Error(`${file}, line ${line}${key === null ? '' : `, entry ${key}`}: ${what}`);
  };
  const entries = readBibtex(text, constants.defaultStrings, fail);
  const byKey = new Map(entries.map((entry) => [entry.key, entry]));
  const failIn =
    ({ key, line, fields }: Entry): FailEntry =>
    (what, field = '') =>
      fail(fields.get(field)?.line ?? line, key, what);
  return entries.map((entry) => cslOf(entry, byKey, failIn));
}
