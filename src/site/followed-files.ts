import { existsSync, readdirSync, unwatchFile, watchFile } from 'node:fs';
import { join, resolve } from 'node:path';
import type { AstroIntegration } from 'astro';
import { resultPath } from './results.ts';

/** How often files are looked at; milliseconds. */
const interval = 300;

const jsonIn = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.json'))
        .map((name) => join(folder, name))
    : [];

/** What pages show of files that they do not import, by the module that reads these and keeps what it read. */
const followed = (): Readonly<Record<string, readonly string[]>> => ({
  'src/site/results.ts': ['build.json', 'claims.json', 'manifest.json'].map(resultPath),
  'src/site/references.ts': ['content/references.bib'],
  'src/site/references-of-runs.ts': jsonIn('content/reference'),
  'src/studies/engine-benchmark/benchmark.ts': ['bench/latest.json', 'bench/details.json'],
});

/**
 * Says so when a file changes, appears or goes. Its folder may be replaced as a whole, as a run does with its results,
 * which the system does not tell those who watch it; so the file is looked at.
 * @returns a function that ends it
 */
export function followFile(path: string, changed: () => void): () => void {
  const look = () => changed();
  watchFile(path, { interval, persistent: false }, look);
  return () => unwatchFile(path, look);
}

/** Live pages follow new results, references and measurements as they follow the sources. */
export const followedFiles = (): AstroIntegration => ({
  name: 'followed-files',
  hooks: {
    'astro:server:setup': ({ server }) => {
      const ends = Object.entries(followed()).flatMap(([module, paths]) =>
        // For the server it is as if the module had changed that reads the file.
        paths.map((path) => followFile(resolve(path), () => server.watcher.emit('change', resolve(module)))),
      );
      server.httpServer?.once('close', () => ends.forEach((end) => end()));
    },
  },
});
