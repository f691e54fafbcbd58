import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';

const entrySchema = z.object({
  languages: z.record(
    z.string(),
    z.object({ hash: z.string(), wasm: z.string().nullable(), page_count: z.int().positive() }),
  ),
});

/** What the page of the search loads, and that in turn. */
const programs = ['pagefind/pagefind.js', 'pagefind/pagefind-worker.js'];

/** Where a part of the index may be, by its name. */
const parts = (name: string) => [
  `pagefind/fragment/${name}.pf_fragment`,
  `pagefind/index/${name}.pf_index`,
  `pagefind/filter/${name}.pf_filter`,
];

/** The texts in CBOR behind the magic word of Pagefind's lists, in their order. */
function* textsIn(list: Buffer): Generator<string> {
  let at = 'pagefind_dcd'.length;
  while (at < list.length) {
    const [kind, size] = [list[at] >> 5, list[at] & 31];
    at++;
    const bytes = size < 24 || size === 31 ? 0 : 2 ** (size - 24);
    const count = bytes === 0 ? size : Number(BigInt(`0x${list.toString('hex', at, at + bytes)}`));
    at += bytes;
    if (kind === 3) yield list.toString('utf8', at, at + count);
    // Strings bring as many bytes; what lists and maps hold follows by itself.
    if (kind === 2 || kind === 3) at += count;
  }
}

/**
 * What is missing of the index of the search, as its own lists of files say: the entry names a list for each language,
 * and that names a fragment for each page and the chunks of the words.
 */
export async function missingInSearch(folder: string, files: ReadonlySet<string>): Promise<string[]> {
  const read = (path: string) => readFile(join(folder, path));
  const faults = programs.filter((path) => !files.has(path)).map((path) => `${path} is missing`);
  try {
    const entry = entrySchema.parse(JSON.parse((await read('pagefind/pagefind-entry.json')).toString()));
    for (const [language, { hash, wasm, page_count }] of Object.entries(entry.languages)) {
      const list = `pagefind/pagefind.${hash}.pf_meta`;
      const program = `pagefind/wasm.${wasm ?? 'unknown'}.pagefind`;
      faults.push(...[list, program].filter((path) => !files.has(path)).map((path) => `${path} is missing`));
      if (!files.has(list)) continue;
      const isPart = (text: string) => text.startsWith(`${language}_`) && /_[0-9a-f]{7,}$/.test(text);
      const names = new Set([...textsIn(gunzipSync(await read(list)))].filter(isPart));
      for (const name of names)
        if (!parts(name).some((path) => files.has(path)))
          faults.push(`part ${name} of the search is missing`);
      const pages = [...names].filter((name) => files.has(parts(name)[0])).length;
      if (pages !== page_count)
        faults.push(`the search has ${pages} of ${page_count} pages (pagefind/pagefind-entry.json)`);
    }
  } catch (error) {
    faults.push(`the index of the search cannot be read: ${(error as Error).message.split('\n')[0]}`);
  }
  return faults;
}
