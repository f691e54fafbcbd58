import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sha256 } from '../../src/pipeline/canonical.ts';
import { projectRoot } from '../../src/pipeline/paths.ts';
import { folder as committed } from './pictures/committed.ts';

let site: string;
beforeEach(() => void (site = mkdtempSync(join(tmpdir(), 'site-'))));
afterEach(() => rmSync(site, { recursive: true, force: true }));

const accept = (from: string) =>
  spawnSync(process.execPath, ['scripts/accept-figures.ts', '--from', from], {
    cwd: projectRoot,
    encoding: 'utf8',
  });
const pictures = () =>
  readdirSync(committed).map((name) => [name, sha256(readFileSync(new URL(name, committed)))]);

function put(name: string, text: string): void {
  mkdirSync(join(site, 'data/figures'), { recursive: true });
  writeFileSync(join(site, 'data/figures', name), text);
}

test.each([
  ['a folder that is not there', () => rmSync(site, { recursive: true })],
  ['an empty folder', () => undefined],
  ['a site without figures', () => put('fig-a.csv', 'x,y\n')],
  ['a site with a figure that was cut', () => put('fig-a.json', '{"id": "fig-a", "panels": [')],
  ['a site with a figure that cannot be drawn', () => put('fig-a.json', '{"id": "fig-a"}')],
])('from %s nothing is accepted, and every committed picture stays', (_, make) => {
  const before = pictures();
  expect(before.length).toBeGreaterThan(70);
  make();
  const { status, stderr } = accept(site);
  expect([status, stderr]).toEqual([1, expect.stringMatching(/^[^\n]*(figures|figure|drawn)[^\n]*\n$/)]);
  expect(pictures()).toEqual(before);
});
