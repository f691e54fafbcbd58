import { readFile } from 'node:fs/promises';
import { resolve, relative } from 'node:path';
import { build, transform } from 'esbuild';
import { sha256 } from './canonical.ts';
import { projectRoot } from './paths.ts';

/** What a module computes, whatever its comments and formatting. */
export interface ModuleGraph {
  readonly sha256: string;
  /** sha256 of each file it is made of, by its path in the project, sorted. */
  readonly files: Readonly<Record<string, string>>;
}

/** Bundles and minifies a module with all that it imports of ours, and hashes the result. */
export async function moduleGraph(file: string): Promise<ModuleGraph> {
  const { outputFiles, metafile } = await build({
    entryPoints: [file],
    absWorkingDir: projectRoot,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    minify: true,
    legalComments: 'none',
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  // Short names are chosen by how often letters occur, types included; a second pass sees none.
  const { code } = await transform(outputFiles[0].text, { minify: true, format: 'esm' });
  return {
    sha256: sha256(code),
    files: Object.fromEntries(
      await Promise.all(
        Object.keys(metafile.inputs)
          .map((path) => resolve(projectRoot, path))
          .sort()
          .map(async (path) => [relative(projectRoot, path), sha256(await readFile(path))] as const),
      ),
    ),
  };
}
