import { createHash } from 'node:crypto';
import { publishedFiles, resultBytes } from './results.ts';

/** A published file as it can be downloaded. */
export interface Download {
  /** Path under `data/`. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

const known = new Map<string, Download>();

export function download(path: string): Download {
  const found = known.get(path);
  if (found) return found;
  const content = resultBytes(path);
  const sha256 = createHash('sha256').update(content).digest('hex');
  const file = { path, bytes: content.byteLength, sha256 };
  known.set(path, file);
  return file;
}

/** Every published file of a folder under `data/`. */
export const downloadsIn = (folder: 'artifacts' | 'tensors' | 'datasets'): readonly Download[] =>
  publishedFiles()
    .filter((path) => path.startsWith(`${folder}/`))
    .map(download);
