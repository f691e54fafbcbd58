import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../src/pipeline/paths.ts';
import { native } from './native.ts';

const [, section] = readFileSync(join(projectRoot, 'README.md'), 'utf8').split('## The engine\n');
const [, code] = /```ts\n([\s\S]*?)```/.exec(section) ?? [];

test.skipIf(!native)(
  'the residual network in the README has at most fifteen lines and runs, with the eigenvalues that stand there',
  () => {
    expect(code.trim().split('\n').length).toBeLessThanOrEqual(15);
    const printed = execFileSync(process.execPath, ['--input-type=module-typescript', '--eval', code], {
      cwd: projectRoot,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [, said] = /console\.log.*\/\/ \[ (.*) \]/.exec(code) ?? [];
    const numbers = (text: string) =>
      text
        .split(/[^\d.]+/)
        .filter(Boolean)
        .map(Number);
    const [expected, found] = [said, printed].map(numbers);
    expect(found.length).toBe(3);
    found.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 8));
  },
);
