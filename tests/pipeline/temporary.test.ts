import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { removeAbandoned, temporaryBeside } from '../../src/pipeline/temporary.ts';

let cache: string;
beforeEach(() => void (cache = mkdtempSync(join(tmpdir(), 'temporary-'))));
afterEach(() => rmSync(cache, { recursive: true }));

test('what dead processes left half-written goes, wherever it is; what a living one writes stays', async () => {
  const { pid } = spawnSync('true');
  const places = [
    'times.json',
    'artifacts/key',
    'latest/quick/a.json',
    'results/quick.next',
    'checkpoints/key/a',
  ];
  const living = places.map((place) => temporaryBeside(join(cache, place)));
  const dead = living.map((path) => path.replace(`.${process.pid}-`, `.${pid}-`));
  for (const path of [...living, ...dead]) {
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'half'), '');
  }
  await removeAbandoned(cache);
  const left = readdirSync(cache, { recursive: true, encoding: 'utf8' }).map((name) => join(cache, name));
  expect(left.filter((name) => name.endsWith('.tmp')).sort()).toEqual([...living].sort());
});
