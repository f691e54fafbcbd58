import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { close, createIndex } from 'pagefind';

/** Adds to a built site the index of its search, from what its pages mark as theirs. */
export const searchIndex = (): AstroIntegration => ({
  name: 'search-index',
  hooks: {
    'astro:build:done': async ({ dir, logger }) => {
      const { index, errors } = await createIndex({});
      if (!index) throw new Error(`search: ${errors.join('; ')}`);
      const path = fileURLToPath(dir);
      const added = await index.addDirectory({ path });
      const written = await index.writeFiles({ outputPath: `${path}pagefind` });
      await close();
      const problems = [...added.errors, ...written.errors];
      if (problems.length > 0) throw new Error(`search: ${problems.join('; ')}`);
      logger.info(`${added.page_count} pages can be searched`);
    },
  },
});
