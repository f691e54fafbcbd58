import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { RegisteredExperiment } from '../experiments/index.ts';
import { canonicalJson, sha256 } from './canonical.ts';
import { recall, remember } from './memo.ts';
import { projectRoot } from './paths.ts';

/** What every task depends on besides its experiment. */
export interface SharedSources {
  readonly engineFile: string;
  readonly lockfile: string;
}

const sourcesSchema = z.object({
  engine: z.string(),
  /** By the file that defines experiments, what the keys of their tasks hold. */
  experiments: z.record(
    z.string(),
    z.object({
      sha256: z.string(),
      /** sha256 of each file that it is made of, by its path in the project. */
      files: z.record(z.string(), z.string()),
      packages: z.string(),
      dependencies: z.string(),
    }),
  ),
});

/** What the keys of tasks hold of the code. */
export type Sources = z.output<typeof sourcesSchema>;

const memo = 'sources';
const sourceFolder = join(projectRoot, 'src');

/**
 * Bundles the engine and the experiments for the keys of their tasks. As long as no file of `src/` and no package has
 * changed, it takes what it found the last time.
 */
export async function readSources(
  registered: readonly RegisteredExperiment[],
  places: SharedSources,
): Promise<Sources> {
  const idsByFile = new Map(
    [...Map.groupBy(registered, ({ file }) => fileURLToPath(file))].map(([file, ofFile]) => [
      file,
      ofFile.map(({ experiment }) => experiment.id),
    ]),
  );
  const known = [places.engineFile, ...idsByFile.keys()].every((file) => file.startsWith(sourceFolder));
  // Of code elsewhere, nobody knows what it imports before it is bundled.
  if (!known) return bundle(idsByFile, places);
  const fingerprint = await fingerprintOf(idsByFile, places);
  const remembered = await recall(memo, fingerprint, sourcesSchema);
  if (remembered) return remembered;
  const sources = await bundle(idsByFile, places);
  await remember(memo, fingerprint, sources);
  return sources;
}

async function fingerprintOf(
  idsByFile: ReadonlyMap<string, readonly string[]>,
  { lockfile }: SharedSources,
): Promise<string> {
  const names = await readdir(sourceFolder, { recursive: true });
  const files = names.filter((name) => name.endsWith('.ts')).sort();
  const contents = await Promise.all(
    [...files.map((name) => join(sourceFolder, name)), lockfile].map(async (path) => [
      path,
      sha256(await readFile(path)),
    ]),
  );
  return sha256(JSON.stringify([process.version, [...idsByFile], contents]));
}

async function bundle(
  idsByFile: ReadonlyMap<string, readonly string[]>,
  { engineFile, lockfile }: SharedSources,
): Promise<Sources> {
  // The bundler and the compiler are loaded only where they are needed.
  const [{ experimentGraph, moduleGraph }, { readLockfile, usedPackages }] = await Promise.all([
    import('./source.ts'),
    import('./packages.ts'),
  ]);
  const [engine, locked] = await Promise.all([moduleGraph(engineFile), readLockfile(lockfile)]);
  const experiments = await Promise.all(
    [...idsByFile].map(async ([file, ids]) => {
      const { sha256, files, code } = await experimentGraph(file, ids);
      const { direct, indirect } = usedPackages(`${engine.code}\n${code}`, locked);
      return [file, { sha256, files, packages: canonicalJson(direct), dependencies: indirect }] as const;
    }),
  );
  return { engine: engine.sha256, experiments: Object.fromEntries(experiments) };
}
