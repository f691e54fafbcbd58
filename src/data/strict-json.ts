/** A number as it was written: whether `2.0` counts as an integer is for the reader to say. */
export class JsonNumber {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** What JSON can hold, numbers as they are written. */
export type Json = null | boolean | string | JsonNumber | readonly Json[] | JsonObject;
export type JsonObject = ReadonlyMap<string, Json>;

const deepest = 128;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const words = new Map<string, null | boolean>([
  ['null', null],
  ['true', true],
  ['false', false],
]);

/**
 * JSON in which no key stands twice in one object: JSON.parse keeps the last one and says nothing.
 * @throws SyntaxError that says what is wrong, and at which character
 */
export function parseStrictJson(text: string): Json {
  let at = 0;
  const fail = (what: string): never => {
    throw new SyntaxError(`${what} at character ${at}`);
  };
  const skipSpace = () => {
    while (at < text.length && ' \t\r\n'.includes(text[at])) at++;
  };
  const take = (sign: string): boolean => {
    skipSpace();
    if (text[at] !== sign) return false;
    at++;
    return true;
  };
  const expect = (sign: string) => take(sign) || fail(`no ${sign}`);

  function string(): string {
    skipSpace();
    if (text[at] !== '"') fail('no string');
    let end = at + 1;
    while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
    let value = '';
    try {
      value = JSON.parse(text.slice(at, end + 1)) as string;
    } catch {
      fail('no valid string');
    }
    if (!value.isWellFormed()) fail('half a surrogate pair in a string');
    at = end + 1;
    return value;
  }

  /** What `item` reads, separated by commas, up to `close`. */
  function list(close: string, item: () => void): void {
    if (take(close)) return;
    do item();
    while (take(','));
    expect(close);
  }

  function object(depth: number): JsonObject {
    const entries = new Map<string, Json>();
    list('}', () => {
      const key = string();
      if (entries.has(key)) fail(`the key ${JSON.stringify(key)} for the second time`);
      expect(':');
      entries.set(key, value(depth + 1));
    });
    return entries;
  }

  function array(depth: number): readonly Json[] {
    const items: Json[] = [];
    list(']', () => items.push(value(depth + 1)));
    return items;
  }

  function value(depth: number): Json {
    if (depth > deepest) fail(`more than ${deepest} levels`);
    if (take('{')) return object(depth);
    if (take('[')) return array(depth);
    if (text[at] === '"') return string();
    number.lastIndex = at;
    const digits = number.exec(text)?.[0];
    if (digits !== undefined) return ((at += digits.length), new JsonNumber(digits));
    for (const [word, meaning] of words) if (text.startsWith(word, at)) return ((at += word.length), meaning);
    return fail('no value');
  }

  const whole = value(0);
  skipSpace();
  return at === text.length ? whole : fail('more than one value');
}
