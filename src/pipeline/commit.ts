import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { projectRoot } from './paths.ts';

/** Variables by which a hook or a user points git at a repository that need not be that of the sources. */
const pointers = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX', 'GIT_CEILING_DIRECTORIES'];

const environment = () =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !pointers.includes(name)));

/** What is checked out. */
export interface Checkout {
  readonly commit: string;
  /** Files that differ from the commit. References do not count: nothing is computed from them. */
  readonly changed: readonly string[];
}

/**
 * What is checked out in a folder; null unless the folder is the root of its own repository: sources that were unpacked
 * inside another one are at no commit of that.
 */
export async function currentCheckout(folder = projectRoot): Promise<Checkout | null> {
  const git = async (...words: string[]) =>
    (await promisify(execFile)('git', words, { cwd: folder, env: environment() })).stdout.trimEnd();
  try {
    // The way from here up to the root of the repository.
    if ((await git('rev-parse', '--show-cdup')) !== '') return null;
    const commit = await git('rev-parse', 'HEAD');
    const status = await git('status', '--porcelain', '--', '.', ':(exclude)content/reference');
    return { commit, changed: status.split('\n').flatMap((line) => line.slice(3) || []) };
  } catch {
    return null;
  }
}

/** The commit checked out in a folder, marked where files differ from it; null where there is none. */
export async function currentCommit(folder = projectRoot): Promise<string | null> {
  const checkout = await currentCheckout(folder);
  if (checkout === null) return null;
  return checkout.changed.length === 0 ? checkout.commit : `${checkout.commit}+changes`;
}
