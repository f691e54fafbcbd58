import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { diskFault } from '../../../src/pipeline/disk-fault.ts';
import { Store } from '../../../src/pipeline/store.ts';
import { startRun, strayFiles, untilEnd } from './fixture.ts';
import { walkSeeds } from './registry.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'disk-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a disk that cannot be written is told from other errors, and in words', () => {
  const error = (code: string, path?: string) =>
    Object.assign(new Error(code), { code, syscall: 'write', path });
  expect(diskFault(error('ENOSPC'), '/cache')).toMatch(
    /^the artifact cache \/cache is on a full disk \(ENOSPC at write\); .*MULTISCALE_CACHE$/,
  );
  expect(diskFault(error('EROFS', '/cache/locks/a'), '/cache')).toContain('is on a read-only disk');
  expect(diskFault(error('EACCES', '/etc/passwd'), '/cache')).toBeNull();
  expect(diskFault(error('ENOENT'), '/cache')).toBeNull();
  expect(diskFault(new TypeError('no'), '/cache')).toBeNull();
});

test('a cache that is a file ends a run in one line', async () => {
  const cache = join(folder, 'cache');
  writeFileSync(cache, '');
  const run = startRun(cache, ['walk']);
  expect(await untilEnd(run)).toBe(1);
  expect(run.said()).toMatch(/^the artifact cache .*\/cache is not a folder \(.*\); .*MULTISCALE_CACHE\n$/);
});

/** Whether this user may mount a small disk here. */
function mounts(path: string, options: string): boolean {
  mkdirSync(path, { recursive: true });
  return spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path]).status === 0;
}
const unmount = (path: string) => spawnSync('umount', [path]);

const probe = mkdtempSync(join(tmpdir(), 'probe-'));
const canMount = mounts(probe, 'size=64k') && unmount(probe).status === 0;
rmSync(probe, { recursive: true, force: true });
if (!canMount)
  console.warn('this user may not mount disks: the tests of full and read-only ones are skipped');

describe.skipIf(!canMount)('a disk of its own', () => {
  const cache = () => join(folder, 'disk');
  afterEach(() => void unmount(cache()));

  test('where it is full, a run says so, and what is stored is whole', async () => {
    mounts(cache(), 'size=40k,nr_inodes=200');
    const run = startRun(cache(), ['walk']);
    expect(await untilEnd(run)).toBe(1);
    expect(run.said()).toContain(`the artifact cache ${cache()} is on a full disk (ENOSPC`);
    const store = new Store(cache());
    for (const key of readdirSync(join(cache(), 'artifacts')).filter((name) => !name.endsWith('.tmp')))
      expect((await store.read(key)).state).toBe('present');
    // With room, the same cache serves the next run.
    spawnSync('mount', ['-o', 'remount,size=4m,nr_inodes=2000', cache()]);
    expect(await untilEnd(startRun(cache(), ['walk']))).toBe(0);
    expect(readdirSync(join(cache(), 'artifacts'))).toHaveLength(walkSeeds.length);
    expect(strayFiles(cache())).toEqual([]);
  }, 60_000);

  test('where it is read-only, a run says so', async () => {
    mounts(cache(), 'size=4m');
    spawnSync('mount', ['-o', 'remount,ro', cache()]);
    const run = startRun(cache(), ['walk']);
    expect(await untilEnd(run)).toBe(1);
    expect(run.said()).toContain(`the artifact cache ${cache()} is on a read-only disk (EROFS`);
  }, 60_000);
});
