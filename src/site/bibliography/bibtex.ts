/** A field of an entry with its strings put together; LaTeX as it was written. */
export interface Field {
  readonly value: string;
  readonly line: number;
}

export interface Entry {
  /** In lower case, as the names of fields are. */
  readonly type: string;
  readonly key: string;
  readonly line: number;
  readonly fields: ReadonlyMap<string, Field>;
}

/** Says what is wrong in which line of which entry. */
export type Fail = (line: number, key: string | null, what: string) => never;

const name = /[a-zA-Z_][\w:+.-]*/y;
const closing = { '{': '}', '(': ')' } as const;

/** Reads BibTeX from its beginning; what stands in it is left to others. */
class Reader {
  readonly #text: string;
  readonly #strings: Map<string, string>;
  readonly #fail: Fail;
  readonly entries = new Map<string, Entry>();
  #at = 0;
  #key: string | null = null;

  constructor(text: string, strings: Readonly<Record<string, string>>, fail: Fail) {
    this.#text = text;
    this.#strings = new Map(Object.entries(strings));
    this.#fail = fail;
  }

  #line(at = this.#at): number {
    return this.#text.slice(0, at).split('\n').length;
  }

  #wrong(what: string, at = this.#at): never {
    return this.#fail(this.#line(at), this.#key, what);
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? null;
    if (found !== null) this.#at += found.length;
    return found;
  }

  #take(sign: string): boolean {
    this.#match(/(?:\s|%.*)*/y);
    if (!this.#text.startsWith(sign, this.#at)) return false;
    this.#at += sign.length;
    return true;
  }

  #word(what: string): string {
    this.#take('');
    return this.#match(name) ?? this.#wrong(`${what} is missing`);
  }

  /** What lies before the `close` that no brace encloses. BibTeX counts braces with a backslash as well. */
  #upTo(close: '}' | '"' | ')', what: string): string {
    const start = this.#at;
    for (let depth = 0; ; this.#at++) {
      const sign = this.#text[this.#at];
      if (sign === undefined) return this.#wrong(`${what} never ends: a ${close} is missing`, start);
      if (sign === close && depth === 0) break;
      if (sign === '{') depth++;
      if (sign === '}' && --depth < 0) return this.#wrong(`${what} has a } too many`);
    }
    const inside = this.#text.slice(start, this.#at++);
    const next = /\n\s*@\w+\s*[{(]/.exec(inside);
    return next ? this.#wrong(`${what} goes on into the next entry: a ${close} is missing`, start) : inside;
  }

  #part(what: string): string {
    if (this.#take('{')) return this.#upTo('}', what);
    if (this.#take('"')) return this.#upTo('"', what);
    const digits = this.#match(/\d+/y);
    if (digits !== null) return digits;
    const begin = this.#at;
    const string = this.#match(name) ?? this.#wrong(`${what} has no value: begin it with {`);
    return (
      this.#strings.get(string.toLowerCase()) ??
      this.#wrong(`${what} is the string ${string}, which no @string before it defines`, begin)
    );
  }

  /** `name = value # value …` */
  #field(): [field: string, Field] {
    const field = this.#word('the name of a field').toLowerCase();
    const line = this.#line();
    if (!this.#take('=')) this.#wrong(`${field} has no =; is a comma missing before it?`);
    let value = this.#part(field);
    while (this.#take('#')) value += this.#part(field);
    return [field, { value, line }];
  }

  #entry(type: string, close: '}' | ')', line: number): void {
    this.#take('');
    const key = this.#match(/[^\s,{}()"=#%]+/y);
    if (key === null) return this.#wrong(`this @${type} has no key`);
    this.#key = key;
    const same = [...this.entries.values()].find((entry) => entry.key.toLowerCase() === key.toLowerCase());
    if (same) this.#wrong(`the entry ${same.key} is in line ${same.line} already; rename or remove one`);
    const fields = new Map<string, Field>();
    while (!this.#take(close)) {
      if (!this.#take(','))
        this.#wrong(`no comma and no ${close} after ${[...fields.keys()].at(-1) ?? 'the key'}`);
      if (this.#take(close)) break;
      const [field, value] = this.#field();
      if (fields.has(field)) this.#fail(value.line, key, `${field} is there twice; remove one`);
      fields.set(field, value);
    }
    this.entries.set(key, { type, key, line, fields });
  }

  #command(): void {
    const line = this.#line();
    const type = this.#word('after @, the type of an entry').toLowerCase();
    const open = this.#take('{') ? '{' : this.#take('(') ? '(' : null;
    if (type === 'comment') return void (open ? this.#upTo(closing[open], '@comment') : this.#match(/.*/y));
    if (open === null) return this.#wrong(`@${type} has no {; outside of entries an @ begins one`);
    if (type === 'preamble') return void this.#upTo(closing[open], '@preamble');
    if (type !== 'string') return this.#entry(type, closing[open], line);
    const [string, { value }] = this.#field();
    this.#strings.set(string, value);
    if (!this.#take(closing[open])) this.#wrong(`@string ${string} does not end after its value`);
  }

  read(): readonly Entry[] {
    for (;;) {
      this.#key = null;
      const begin = this.#at;
      const between = this.#match(/[^@]*/y) ?? '';
      const stray = between.replaceAll(/^\s*%.*$/gm, (line) => ' '.repeat(line.length)).search(/[{}=]/);
      if (stray >= 0)
        this.#wrong('text between two entries: is an @ missing, or a } too many?', begin + stray);
      if (!this.#take('@')) return [...this.entries.values()];
      this.#command();
    }
  }
}

/**
 * The entries of a BibTeX file in its order.
 * @param strings abbreviations that need no @string
 * @param fail called with what cannot be read, with a key that is there twice, and with a string that nobody defines
 */
export const readBibtex = (
  text: string,
  strings: Readonly<Record<string, string>>,
  fail: Fail,
): readonly Entry[] => new Reader(text, strings, fail).read();
