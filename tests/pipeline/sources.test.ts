import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { experiments } from '../../src/registry/experiments.ts';
import { projectRoot } from '../../src/pipeline/paths.ts';
import { readSources } from '../../src/pipeline/sources.ts';
import { projectSources } from '../../src/pipeline/task.ts';

const memo = join(projectRoot, 'node_modules/.cache/multiscale/sources.json');
const read = (ids?: readonly string[]) =>
  readSources(
    experiments.filter(({ experiment: { id } }) => ids?.includes(id) ?? true),
    projectSources,
  );

test('what is remembered of the sources is what bundling them gives; what was damaged is not believed', async () => {
  rmSync(memo, { force: true });
  const bundled = await read();
  const text = readFileSync(memo, 'utf8');
  expect(await read()).toEqual(bundled);
  writeFileSync(memo, text.replace(bundled.engine, '0'.repeat(64)));
  expect(await read()).toEqual(bundled);
  writeFileSync(memo, text.slice(0, -10));
  expect(await read()).toEqual(bundled);
});

test('what is remembered of some experiments is not taken for others', async () => {
  await read(['growth']);
  expect(Object.keys((await read(['edge'])).experiments)).toEqual([expect.stringContaining('studies/edge/')]);
});
