import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../src/pipeline/paths.ts';
import { native } from './native.ts';

const [, section] = readFileSync(join(projectRoot, 'README.md'), 'utf8').split('## The engine\n');
const [, code] = /```ts\n([\s\S]*?)```/.exec(section) ?? [];

test.skipIf(!native)('the example in the README has at most ten lines and runs', () => {
  expect(code.trim().split('\n').length).toBeLessThanOrEqual(10);
  const printed = execFileSync(process.execPath, ['--input-type=module-typescript', '--eval', code], {
    cwd: projectRoot,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  expect(printed).toMatch(/^\[ 20, 1 \] Float64Array\(20\) \[/);
});
