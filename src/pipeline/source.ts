import { relative } from 'node:path';
import { build } from 'esbuild';
import { sha256 } from './canonical.ts';
import { projectRoot } from './paths.ts';

/** What a module computes, whatever its comments and formatting. */
export interface ModuleGraph {
  readonly sha256: string;
  /** The files it is made of, relative to the project, sorted. */
  readonly files: readonly string[];
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
  return {
    sha256: sha256(outputFiles[0].contents),
    files: Object.keys(metafile.inputs)
      .map((path) => relative(projectRoot, path.startsWith('/') ? path : `${projectRoot}${path}`))
      .sort(),
  };
}
