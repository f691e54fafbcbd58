import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { publishedFiles, resultPath } from './results.ts';

/** Puts the results folder's own files, byte by byte, under `data/` of a built site. */
export const resultFiles = (): AstroIntegration => ({
  name: 'result-files',
  hooks: {
    'astro:build:done': async ({ dir, logger }) => {
      const data = join(fileURLToPath(dir), 'data');
      const targets = publishedFiles().map((file) => [resultPath(file), join(data, file)] as const);
      for (const folder of new Set(targets.map(([, to]) => dirname(to))))
        await mkdir(folder, { recursive: true });
      await Promise.all(targets.map(([from, to]) => copyFile(from, to)));
      logger.info(`${targets.length} files of data`);
    },
  },
});
