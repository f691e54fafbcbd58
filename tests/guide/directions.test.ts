import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { projectRoot } from '../../src/pipeline/paths.ts';

const folder = mkdtempSync(join(tmpdir(), 'multiscale-directions-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The names of the rules that a house breaks in which each file imports the one named with it. */
async function broken(imports: Readonly<Record<string, string>>): Promise<string[]> {
  const house = mkdtempSync(join(folder, 'house-'));
  const files = new Set(
    [...Object.keys(imports), ...Object.values(imports)].map((one) => one.replace(/^type /, '')),
  );
  for (const file of files) {
    const path = join(house, 'src', file);
    const to = imports[file];
    const target = to?.replace(/^type /, '');
    const up = '../'.repeat(file.split('/').length - 1) || './';
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(
      path,
      `${target ? `import ${to.startsWith('type ') ? 'type ' : ''}{ x } from '${up}${target}';\nexport const y${to.startsWith('type ') ? ': typeof x | undefined = undefined' : ' = x'};\n` : ''}export const x = 1;\n`,
    );
  }
  writeFileSync(join(house, 'tsconfig.json'), '{}');
  symlinkSync(join(projectRoot, 'node_modules'), join(house, 'node_modules'));
  const words = [
    join(projectRoot, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
    `--config=${join(projectRoot, 'dependency-cruiser.config.js')}`,
    '--output-type=json',
    'src',
  ];
  const { stdout } = await promisify(execFile)(process.execPath, words, { cwd: house, maxBuffer: 1e8 }).catch(
    (error: { stdout: string }) => error,
  );
  const { summary } = JSON.parse(stdout) as { summary: { violations: { rule: { name: string } }[] } };
  return [...new Set(summary.violations.map(({ rule }) => rule.name))].sort();
}

const study = 'studies/edge';

test.each([
  ['mathematics import no claims', 'math/vector.ts', 'claims/claim.ts', 'math-imports-what-is-below'],
  ['measures import no study', 'measure/descent.ts', `${study}/schema.ts`, 'measure-imports-what-is-below'],
  ['studies import no site', `${study}/findings.ts`, 'site/results.ts', 'studies-imports-what-is-below'],
  [
    'studies see types of the engine alone',
    `${study}/run.ts`,
    'engine/engine.ts',
    'studies-sees-types-of-engine',
  ],
  ['a schema stands alone', `${study}/schema.ts`, `${study}/statistics.ts`, 'schema-stands-alone'],
  ['settings read the schema alone', `${study}/settings.ts`, `${study}/judge.ts`, 'settings-read-the-schema'],
  [
    'a judge imports nothing that runs',
    `${study}/dose-judge.ts`,
    `${study}/doses-run.ts`,
    'judges-read-outputs',
  ],
  [
    'a figure imports nothing that runs',
    `${study}/figures/orbits.ts`,
    `${study}/run.ts`,
    'pages-read-outputs',
  ],
  ['a run imports no findings', `${study}/run.ts`, `${study}/findings.ts`, 'runs-know-no-pages'],
  ['a run imports no settings', `${study}/orbits.ts`, `${study}/settings.ts`, 'runs-know-no-pages'],
  [
    'no page imports an experiment',
    'site/results.ts',
    `${study}/experiment.ts`,
    'experiments-are-registered',
  ],
  [
    'a study imports no judge of another',
    `${study}/findings.ts`,
    'studies/decay/judge.ts',
    'studies-share-schemas-and-settings',
  ],
])('%s', async (_, from, to, rule) => {
  expect(await broken({ [from]: to })).toContain(rule);
});

test('types make circles too', async () => {
  expect(await broken({ 'math/a.ts': 'type math/b.ts', 'math/b.ts': 'math/a.ts' })).toEqual(['no-circles']);
});

test('what is allowed breaks no rule', async () => {
  const allowed = {
    [`${study}/figures/orbits.ts`]: `${study}/findings.ts`,
    [`${study}/findings.ts`]: `${study}/judge.ts`,
    [`${study}/judge.ts`]: `${study}/schema.ts`,
    [`${study}/run.ts`]: 'type engine/engine.ts',
    'registry/experiments.ts': `${study}/experiment.ts`,
    'studies/decay/run.ts': `${study}/schema.ts`,
  };
  expect(await broken(allowed)).toEqual([]);
});
