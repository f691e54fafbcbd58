import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { readJson, whyUnreadable } from '../../../src/pipeline/verify/read-file.ts';

test('whatever keeps a file from being read is said in words', async () => {
  expect(whyUnreadable(Object.assign(new Error(), { code: 'EACCES' }))).toBe('cannot be read by this user');
  expect(whyUnreadable(new Error('EIO: i/o error'))).toBe('cannot be read: EIO: i/o error');
  const folder = mkdtempSync(join(tmpdir(), 'read-'));
  try {
    symlinkSync('loop', join(folder, 'loop'));
    const format = { schema: z.unknown(), remedy: 'name another' };
    await expect(readJson(join(folder, 'loop'), format)).rejects.toThrow(
      `${folder}/loop is a link that leads to itself; name another`,
    );
    await expect(readJson(folder, format)).rejects.toThrow(
      'is a folder where a file should be; name another',
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
