import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { recall, remember } from '../../src/pipeline/memo.ts';
import { projectRoot } from '../../src/pipeline/paths.ts';

const name = `memo-test-${process.pid}`;
const file = join(projectRoot, 'node_modules/.cache/multiscale', `${name}.json`);
const schema = z.object({ version: z.string() });
afterEach(() => rmSync(file, { force: true }));

test('what is remembered comes back under the same circumstances and under no others', async () => {
  expect(await recall(name, 'here', schema)).toBeNull();
  await remember(name, 'here', { version: 'tfjs 4' });
  expect(await recall(name, 'here', schema)).toEqual({ version: 'tfjs 4' });
  expect(await recall(name, 'elsewhere', schema)).toBeNull();
  expect(await recall(name, 'here', z.object({ version: z.number() }))).toBeNull();
});

test('a memo that was changed or cut short is not believed', async () => {
  await remember(name, 'here', { version: 'tfjs 4' });
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace('tfjs 4', 'tfjs 5'));
  expect(await recall(name, 'here', schema)).toBeNull();
  writeFileSync(file, text.slice(0, -5));
  expect(await recall(name, 'here', schema)).toBeNull();
});
