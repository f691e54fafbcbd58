import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { projectRoot } from '../../src/pipeline/paths.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'commands-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A command with an empty cache; how it ends and what it says. */
function run(script: string, words: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  const { status, stderr } = spawnSync(process.execPath, [`scripts/${script}.ts`, ...words], {
    cwd: projectRoot,
    encoding: 'utf8',
    env: { ...process.env, MULTISCALE_CACHE: folder, MULTISCALE_RESULTS: '', ...environment },
  });
  return { status, stderr };
}

/** One sentence in one line, and no stack. */
const sentence = (words: string) => expect.stringMatching(new RegExp(`^[^\\n]*${words}[^\\n]*\\n$`));

test.each([
  ['site', ['build', 'quick']],
  ['site', ['dev', 'quick']],
  ['site', ['quick']],
  ...[
    'build',
    'verify',
    'bench',
    'worker',
    'doctor',
    'clean',
    'check',
    'accept-figures',
    'architecture',
    'ledger-picture',
    'test',
  ].map((script) => [script, ['quick']] as const),
  ['experiments', ['quick']],
] as const)('%s does nothing with a stray word: %s', (script, words) => {
  expect(run(script, words)).toEqual({ status: 2, stderr: sentence('quick.*Try --') });
});

test.each([
  ['experiments', ['--seeds', '9'.repeat(23)], 'from 1 to 1000'],
  ['experiments', ['--first-seed', '1000000001'], 'from 1 to 1000000000'],
  ['experiments', ['--workers', '100000'], 'from 1 to 1000'],
  ['worker', ['--queue', 'redis://localhost', '--workers', '1e3'], 'from 1 to 1000'],
  ['clean', ['--max-size', '-1MB'], 'argument is ambiguous'],
  ['new', ['study', 'Width', '--claim', 'R1'], 'lower-case words with hyphens, not Width'],
  ['new', ['study', 'width'], '--claim is missing'],
  ['new', ['figure', 'width'], 'a study with an id'],
] as const)('%s %s is refused in a sentence', (script, words, says) => {
  expect(run(script, words)).toEqual({ status: 2, stderr: sentence(`${says}.*Try --help`) });
});

test.each([
  ['site', ['build'], 'there are no results in .*npm run experiments'],
  ['site', ['build', '--profile', 'quick'], 'there are no results in .*--profile quick'],
  ['site', ['dev'], 'there are no results in .*MULTISCALE_RESULTS'],
  ['verify', [], 'there are no results at .*npm run experiments'],
  ['verify', ['--profile', 'quick'], 'there are no results at .*--profile quick'],
  ['verify', ['--results', '/nowhere'], 'there are no results at /nowhere'],
] as const)('%s %s without results says what makes them', (script, words, says) => {
  expect(run(script, words)).toEqual({ status: 1, stderr: sentence(says) });
});

test.each([
  ['decay', 'src/studies/decay is there already'],
  ['class', 'class makes no name in TypeScript'],
])('a new study is not called %s', (id, says) => {
  expect(run('new', ['study', id, '--claim', 'R4'])).toEqual({ status: 1, stderr: sentence(says) });
});

test('a results folder is the one that MULTISCALE_RESULTS names, and only one is named', () => {
  const environment = { MULTISCALE_RESULTS: join(folder, 'mine') };
  expect(run('site', ['build'], environment)).toEqual({ status: 1, stderr: sentence(`in ${folder}/mine;`) });
  expect(run('site', ['build', '--profile', 'quick'], environment)).toEqual({
    status: 2,
    stderr: sentence('--profile and MULTISCALE_RESULTS'),
  });
});

test('damaged results are named before anything is built', () => {
  for (const name of ['build', 'claims', 'manifest']) writeFileSync(join(folder, `${name}.json`), '{"cut');
  const { status, stderr } = run('site', ['build'], { MULTISCALE_RESULTS: folder });
  expect(status).toBe(1);
  expect(stderr).toEqual(sentence('is damaged; npm run experiments'));
});

test('what fails because a signal ends a command is not told', () => {
  const [options, signals] = ['src/pipeline/command-line.ts', 'src/pipeline/end-on-signals.ts'].map((path) =>
    JSON.stringify(pathToFileURL(join(projectRoot, path)).href),
  );
  // A terminal tells the whole group: a worker is gone before its parent has done with its own signal.
  const script = `
    import { setTimeout as nap } from 'node:timers/promises';
    import { main } from ${options};
    import { endOnSignals } from ${signals};
    await main(async () => {
      endOnSignals(() => nap(100));
      process.kill(process.pid, 'SIGINT');
      await nap(50);
      throw new Error('its worker ended');
    });`;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 130, stderr: '' });
});
