import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { atMost } from '../at-most.ts';
import { sha256 } from '../canonical.ts';
import { entriesAtATime } from '../store.ts';
import { whyUnreadable } from './read-file.ts';
import type { ManifestEntry } from '../../claims/published.ts';

/** Where files of results are; no others are published. */
const folders = ['artifacts', 'tensors', 'datasets'] as const;
const isInside = (path: string): boolean => new RegExp(`^(${folders.join('|')})/[^/\\\\]+$`).test(path);

const artifactPath = ({ id }: Pick<ManifestEntry, 'id'>) => `artifacts/${id}.json`;

/** What of an entry's own files cannot be so, whatever is on the disk. */
function ofEntry(entry: ManifestEntry): string[] {
  const { id, status, sha256: stated, files } = entry;
  if (status === 'failed') return [`${id} failed; npm run experiments says why`];
  const outside = Object.keys(files).find((path) => !isInside(path));
  if (outside !== undefined)
    return [`manifest.json: ${id}, files: ${outside} is not in ${folders.join(', ')}`];
  const listed = files[artifactPath(entry)];
  if (listed === undefined) return [`manifest.json: ${id}, files: ${artifactPath(entry)} is not among them`];
  return listed === stated ? [] : [`manifest.json: ${id}, sha256: it is not that of ${artifactPath(entry)}`];
}

/** Runs that failed, files that are not what the manifest says, and files that it says nothing of. */
export async function damagedFiles(folder: string, artifacts: readonly ManifestEntry[]): Promise<string[]> {
  const stated = artifacts.flatMap(({ files }) => Object.entries(files).filter(([path]) => isInside(path)));
  const faults = await atMost(entriesAtATime, [...new Map(stated)], async ([path]) => {
    const content = await readFile(join(folder, path)).catch((error: unknown) => whyUnreadable(error));
    if (typeof content === 'string') return [`${path} ${content.replace('is not there', 'is missing')}`];
    const found = sha256(content);
    const wrong = stated.some(([other, expected]) => other === path && expected !== found);
    return wrong ? [`${path} does not match the manifest's checksum`] : [];
  });
  const known = new Set(stated.map(([path]) => path));
  const there = await Promise.all(
    folders.map(async (name) =>
      (await readdir(join(folder, name)).catch(() => [])).map((file) => `${name}/${file}`),
    ),
  );
  const unknown = there.flat().filter((path) => !known.has(path));
  return [
    ...artifacts.flatMap(ofEntry),
    ...faults.flat(),
    ...unknown.map((path) => `${path} is not in manifest.json`),
  ];
}
