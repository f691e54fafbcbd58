import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { projectRoot } from './paths.ts';

/** The commit checked out, marked where files differ from it; null outside a git checkout. */
export async function currentCommit(): Promise<string | null> {
  const git = async (...words: string[]) =>
    (await promisify(execFile)('git', words, { cwd: projectRoot })).stdout.trim();
  try {
    const commit = await git('rev-parse', 'HEAD');
    return (await git('status', '--porcelain')) === '' ? commit : `${commit}+changes`;
  } catch {
    return null;
  }
}
