import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { diskFault, ensureWritable } from '../../src/pipeline/disk-fault.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'disk-fault-'))));
afterEach(() => rmSync(folder, { recursive: true }));

test('a folder is made with all above it, and may be there already', async () => {
  const deep = join(folder, 'a/b/c');
  await ensureWritable(deep);
  await Promise.all([ensureWritable(deep), ensureWritable(join(folder, 'a/d/e'))]);
  expect([existsSync(deep), existsSync(join(folder, 'a/d/e'))]).toEqual([true, true]);
});

// A folder that is there and can hold no other: Node's recursive mkdir never ends in /proc.
const dead = existsSync('/proc/self') ? ['/proc/multiscale/cache'] : [];

test.each([...dead, 'file', 'file/cache'])(
  '%s cannot be a cache, and that is said in a line',
  async (name) => {
    writeFileSync(join(folder, 'file'), '');
    const cache = name.startsWith('/') ? name : join(folder, name);
    const error: unknown = await ensureWritable(cache).catch((fault: unknown) => fault);
    expect(diskFault(error, cache)).toMatch(
      /^the artifact cache .*, or name another folder in MULTISCALE_CACHE$/,
    );
  },
);
