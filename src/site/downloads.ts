import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { manifest, publishedFiles, resultBytes, resultPath } from './results.ts';

/** A published file as it can be downloaded. */
export interface Download {
  /** Path under `data/`. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

let stated: ReadonlyMap<string, string> | undefined;

/** Checksums that the manifest states, by path. */
const checksums = (): ReadonlyMap<string, string> =>
  (stated ??= new Map(manifest().artifacts.flatMap(({ files }) => Object.entries(files))));

export const download = (path: string): Download => ({
  path,
  bytes: statSync(resultPath(path)).size,
  sha256: checksums().get(path) ?? createHash('sha256').update(resultBytes(path)).digest('hex'),
});

/** Every published file of a folder under `data/`. */
export const downloadsIn = (folder: 'artifacts' | 'tensors' | 'datasets'): readonly Download[] =>
  publishedFiles()
    .filter((path) => path.startsWith(`${folder}/`))
    .map(download);
