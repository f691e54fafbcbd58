import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { RegisteredExperiment } from '../registry/experiments.ts';
import { canonicalJson, sha256 } from './canonical.ts';
import { Complaint } from './complaint.ts';
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

/** @throws Complaint where two experiments would take each other's results for their own */
function checkIds(registered: readonly RegisteredExperiment[]): void {
  const ids = registered.map(({ experiment }) => experiment.id);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined)
    throw new Complaint(`two experiments are called ${twice}; give one of them another id`);
}

/**
 * Bundles the engine and the experiments for the keys of their tasks. As long as no file of `src/` and no package has
 * changed, it takes what it found the last time.
 */
export async function readSources(
  registered: readonly RegisteredExperiment[],
  places: SharedSources,
): Promise<Sources> {
  checkIds(registered);
  const idsByFile = new Map(
    [...Map.groupBy(registered, ({ file }) => fileURLToPath(file))].map(([file, ofFile]) => [
      file,
      ofFile.map(({ experiment }) => experiment.id),
    ]),
  );
  const known = [places.engineFile, ...idsByFile.keys()].every(isOurs);
  // Of code elsewhere, nobody knows what it imports before it is bundled.
  if (!known) return (await bundle(idsByFile, places)).sources;
  const fingerprint = await fingerprintOf(idsByFile, places);
  const remembered = await recall(memo, fingerprint, sourcesSchema);
  if (remembered) return remembered;
  const { sources, files } = await bundle(idsByFile, places);
  if (files.every((file) => isOurs(join(projectRoot, file)))) await remember(memo, fingerprint, sources);
  return sources;
}

/** Whether a file is one of those that the fingerprint is made of. */
const isOurs = (file: string) => file.startsWith(`${sourceFolder}${sep}`) && file.endsWith('.ts');

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
): Promise<{ readonly sources: Sources; readonly files: readonly string[] }> {
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
  return {
    sources: { engine: engine.sha256, experiments: Object.fromEntries(experiments) },
    files: [engine, ...experiments.map(([, one]) => one)].flatMap(({ files }) => Object.keys(files)),
  };
}
