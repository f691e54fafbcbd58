import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { close, createIndex } from 'pagefind';

/**
 * Adds to a built site the index of its search, from what its pages mark as theirs. Its files are written here: Pagefind
 * would say that it has written them before it has.
 */
export async function writeIndex(site: string): Promise<number> {
  const { index, errors } = await createIndex({});
  if (!index) throw new Error(`search: ${errors.join('; ')}`);
  const added = await index.addDirectory({ path: site });
  const made = await index.getFiles();
  const problems = [...added.errors, ...made.errors];
  if (problems.length > 0) throw new Error(`search: ${problems.join('; ')}`);
  await Promise.all(
    made.files.map(async ({ path, content }) => {
      const target = join(site, 'pagefind', path);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, content);
      if (!(await readFile(target)).equals(content))
        throw new Error(`search: ${target} is not as it was written`);
    }),
  );
  return added.page_count;
}

export const searchIndex = (): AstroIntegration => ({
  name: 'search-index',
  hooks: {
    'astro:build:done': async ({ dir, logger }) => {
      const pages = await writeIndex(fileURLToPath(dir)).finally(close);
      logger.info(`${pages} pages can be searched`);
    },
  },
});
