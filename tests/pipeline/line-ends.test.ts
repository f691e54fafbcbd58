import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { experiments } from '../../src/registry/experiments.ts';
import { sha256, textSha256 } from '../../src/pipeline/canonical.ts';
import { projectRoot } from '../../src/pipeline/paths.ts';
import { experimentGraph, moduleGraph } from '../../src/pipeline/source.ts';

/** The sources as a clone with core.autocrlf=true had them before there was a .gitattributes. */
let clone: string;
beforeAll(() => {
  clone = mkdtempSync(join(tmpdir(), 'crlf-'));
  cpSync(join(projectRoot, 'src'), join(clone, 'src'), { recursive: true });
  cpSync(join(projectRoot, 'package-lock.json'), join(clone, 'package-lock.json'));
  for (const entry of readdirSync(join(clone, 'src'), { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) writeFileSync(path, readFileSync(path, 'latin1').replaceAll('\n', '\r\n'), 'latin1');
  }
});
afterAll(() => rmSync(clone, { recursive: true }));

const inClone = (file: string) => join(clone, relative(projectRoot, file));

test('the digest of a text is the same whatever ends its lines, and else that of its bytes', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'binary' }).map((line) => line.replaceAll(/[\r\n]/g, ''))),
      (lines) => {
        const of = (end: string) => Buffer.from(lines.join(end));
        expect(textSha256(of('\r\n'))).toBe(sha256(of('\n')));
        expect(textSha256(of('\n'))).toBe(sha256(of('\n')));
      },
    ),
  );
  expect(textSha256(Buffer.from('a\rb'))).not.toBe(textSha256(Buffer.from('a\nb')));
});

test('the engine and every experiment have the same digests, so that no task is computed anew', async () => {
  const engine = join(projectRoot, 'src/engine/create.ts');
  expect((await moduleGraph(inClone(engine))).sha256).toBe((await moduleGraph(engine)).sha256);
  const byFile = Map.groupBy(experiments, ({ file }) => fileURLToPath(file));
  for (const [file, registered] of byFile) {
    const ids = registered.map(({ experiment }) => experiment.id);
    const [here, there] = await Promise.all([
      experimentGraph(file, ids),
      experimentGraph(inClone(file), ids),
    ]);
    expect(there.sha256, file).toBe(here.sha256);
    expect(Object.values(there.files), file).toEqual(Object.values(here.files));
  }
}, 60_000);

test('the kernels are the same ones: their addon is found in the cache', async () => {
  const recipe = new URL('../../scripts/setup/native-recipe.mjs', import.meta.url).href;
  const { entryNames } = (await import(recipe)) as {
    entryNames: (context: { root: string }, wheel: object) => { readonly addonEntry: string };
  };
  const wheel = { version: '1', sha256: 'a', libraries: [], headers: [] };
  expect(entryNames({ root: clone }, wheel)).toEqual(entryNames({ root: projectRoot }, wheel));
  expect(entryNames({ root: projectRoot }, wheel).addonEntry).toContain('-kernels-');
});

test('a clone with core.autocrlf=true has the lines as they are committed', () => {
  const [origin, copy] = [join(clone, 'origin'), join(clone, 'copy')];
  const git = (...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@b.c', ...words], { encoding: 'utf8' });
  mkdirSync(origin);
  git('init', '-q', origin);
  cpSync(join(projectRoot, '.gitattributes'), join(origin, '.gitattributes'));
  const files = {
    'kernels.cc': '// kernels\nint a;\n',
    run: '#!/bin/sh\ntrue\n',
    'picture.png': 'PNG\r\n\n',
    'data.csv.gz': '\r\n',
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(origin, name), content);
  git('-C', origin, 'add', '.');
  git('-C', origin, 'commit', '-qm', 'Begin');
  git('-c', 'core.autocrlf=true', 'clone', '-q', origin, copy);
  for (const [name, content] of Object.entries(files))
    expect(readFileSync(join(copy, name), 'latin1'), name).toBe(content);
});
