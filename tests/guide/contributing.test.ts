import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectRoot } from '../../src/pipeline/paths.ts';
import { z } from 'zod';
import { judgedClaimSchema } from '../../src/claims/claim.ts';

const run = promisify(execFile);
const copy = mkdtempSync(join(tmpdir(), 'multiscale-guide-'));
const git = async (...words: string[]) => (await run('git', words, { cwd: copy })).stdout;

/** The blocks of the guide that are followed: `sh` is run, `ts` with a path is written there. */
const steps = [
  ...readFileSync(join(projectRoot, 'CONTRIBUTING.md'), 'utf8').matchAll(
    /^```(sh|ts (?<path>\S+))\n(?<text>[^]*?)^```$/gm,
  ),
].map(({ groups }) => groups as { path?: string; text: string });

beforeAll(async () => {
  const listed = await run('git', ['ls-files'], { cwd: projectRoot, maxBuffer: 1e8 });
  for (const file of listed.stdout.split('\n').filter((name) => name !== '')) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(projectRoot, file), join(copy, file));
  }
  await git('init', '--quiet');
  await git('add', '--all');
  await git('-c', 'user.name=guide', '-c', 'user.email=guide@localhost', 'commit', '--quiet', '-m', 'Copy');
  symlinkSync(join(projectRoot, 'node_modules'), join(copy, 'node_modules'));
  writeFileSync(join(copy, '.git/info/exclude'), 'node_modules\n');
});

afterAll(() => rmSync(copy, { recursive: true, force: true }));

test(
  'the guide adds growth against width with a folder, a section and two lines',
  { timeout: 1_200_000 },
  async () => {
    const env = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !/^MULTISCALE_(?:DIST|CACHE|RESULTS)$/.test(name)),
    );
    for (const { path, text } of steps)
      if (path !== undefined) writeFileSync(join(copy, path), text);
      else await run('sh', ['-ec', text], { cwd: copy, env, maxBuffer: 1e8 });

    const changed = (await git('status', '--porcelain', '--untracked-files=all')).split('\n').filter(Boolean);
    const touched = (await git('diff', '--numstat')).trim().split('\n');
    const section = 'content/claims/subquadratic-growth.mdx';
    for (const line of changed.filter((one) => one.startsWith('??')))
      expect(line).toMatch(/^\?\? src\/studies\/width\//);
    expect(touched.map((line) => line.split('\t')[2])).toEqual([section, 'src/registry/experiments.ts']);
    expect(touched.find((line) => line.endsWith('experiments.ts'))).toBe('2\t0\tsrc/registry/experiments.ts');

    const claims = z
      .array(judgedClaimSchema)
      .parse(JSON.parse(readFileSync(join(copy, '.cache/results/quick/claims.json'), 'utf8')));
    const judged = claims.find(({ id }) => id === 'R1')!;
    expect(judged.tests.map(({ name }) => name)).toEqual([
      'growth at distance 3 is subquadratic at every width',
    ]);
    expect(judged.tests[0]).toMatchObject({ seeds: 2, control: { passes: true } });
    expect(judged.artifacts).toHaveLength(10);

    const page = readFileSync(join(copy, 'dist/claims/subquadratic-growth/index.html'), 'utf8');
    expect(page).toContain('id="fig-subquadratic-growth-width"');
    expect(page).toMatch(/At distance 3 the local exponent is [^.]*\./);
  },
);
