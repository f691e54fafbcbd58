import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { currentCommit } from '../../src/pipeline/commit.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'commit-'))));
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const git = (where: string, ...words: string[]) =>
  execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@b.c', ...words], {
    cwd: where,
    encoding: 'utf8',
  }).trim();

/** A repository with one commit, in a new folder. */
function repository(name: string): { readonly path: string; readonly commit: string } {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  git(path, 'init', '-q');
  writeFileSync(join(path, 'file'), 'content');
  git(path, 'add', 'file');
  git(path, 'commit', '-qm', 'Begin');
  return { path, commit: git(path, 'rev-parse', 'HEAD') };
}

function unpackedIn(path: string): string {
  const sources = join(path, 'downloads', 'sources');
  mkdirSync(sources, { recursive: true });
  writeFileSync(join(sources, 'package.json'), '{}');
  return sources;
}

test('the root of a repository has its commit, marked where files differ', async () => {
  const { path, commit } = repository('own');
  expect(await currentCommit(path)).toBe(commit);
  writeFileSync(join(path, 'file'), 'changed');
  expect(await currentCommit(path)).toBe(`${commit}+changes`);
});

test('sources unpacked inside another repository have no commit, be they tracked there, ignored or new', async () => {
  const { path } = repository('other');
  const sources = unpackedIn(path);
  expect(await currentCommit(sources)).toBeNull();
  writeFileSync(join(path, '.gitignore'), 'downloads\n');
  expect(await currentCommit(sources)).toBeNull();
  git(path, 'add', '--force', 'downloads');
  git(path, 'commit', '-qm', 'Keep the sources');
  expect(await currentCommit(sources)).toBeNull();
});

test('a clone, a linked work tree and a submodule are roots of their own', async () => {
  const { path, commit } = repository('origin');
  git(folder, 'clone', '-q', path, 'clone');
  git(path, 'worktree', 'add', '-q', join(folder, 'linked'));
  const outer = repository('outer').path;
  git(outer, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', path, 'inner');
  for (const root of [join(folder, 'clone'), join(folder, 'linked'), join(outer, 'inner')])
    expect(await currentCommit(root)).toBe(commit);
});

test('outside any repository, before a first commit and where a hook points git elsewhere', async () => {
  const { path, commit } = repository('own');
  expect(await currentCommit(unpackedIn(folder))).toBeNull();
  git(folder, 'init', '-q', 'empty');
  expect(await currentCommit(join(folder, 'empty'))).toBeNull();
  vi.stubEnv('GIT_DIR', join(path, '.git'));
  vi.stubEnv('GIT_WORK_TREE', folder);
  expect(await currentCommit(unpackedIn(folder))).toBeNull();
  expect(await currentCommit(path)).toBe(commit);
});
