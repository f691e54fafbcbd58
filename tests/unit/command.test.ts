import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { askedOptions, rerunCommand } from '../../src/pipeline/command.ts';
import { asThisBuild } from '../../src/site/rerun.ts';

test('a command names profile, backend and whatever else the run was asked for', () => {
  const task = { id: 'growth-tanh4-seed0', profile: 'full' } as const;
  expect(rerunCommand(task, { backendName: 'native' })).toBe(
    'npm run experiments -- growth-tanh4-seed0 --profile full --backend native --force',
  );
  expect(
    rerunCommand(task, {
      ...{ backendName: 'native', seeds: 2, firstSeed: 100, dataset: 'cifar-10' },
      ...{ dataFolder: 'my data', sweepFile: 'content/sweeps/a.json' },
    }),
  ).toBe(
    "npm run experiments -- growth-tanh4-seed0 --profile full --backend native --seeds 2 --first-seed 100 --dataset cifar-10 --data-dir 'my data' --sweep content/sweeps/a.json --force",
  );
});

test('a shell reads the name of any folder back as it was', () => {
  const name = fc.string({ minLength: 1, unit: 'grapheme-ascii' }).filter((text) => !text.includes('\0'));
  fc.assert(
    fc.property(name, (folder) => {
      const [option] = askedOptions({ dataFolder: folder });
      const words = execFileSync('sh', ['-c', `printf '%s\\n' ${option}`], { encoding: 'utf8' });
      expect(words).toBe(`--data-dir\n${folder}\n`);
    }),
    { numRuns: 60 },
  );
});

const build = { profile: 'full', options: ['--profile full', '--backend native'] } as const;
const elsewhere = { profile: 'full', options: [...build.options, '--seeds 2', '--dataset digits'] } as const;
const quick = { profile: 'quick', options: ['--profile quick', '--backend wasm'] } as const;

test.each([
  ['npm run experiments -- growth growth-matrix --force && npm run site', build, null],
  [
    'npm run experiments -- growth growth-matrix --force && npm run site',
    elsewhere,
    'npm run experiments -- growth growth-matrix --seeds 2 --dataset digits --force && npm run site',
  ],
  [
    'npm run experiments -- orbits --force && npm run site',
    quick,
    'npm run experiments -- orbits --profile quick --backend wasm --force && npm run site -- --profile quick',
  ],
  ['npm run experiments -- growth', elsewhere, 'npm run experiments -- growth --seeds 2 --dataset digits'],
  ['npm run build', elsewhere, 'npm run build -- --seeds 2 --dataset digits'],
  ['npm run site', quick, 'npm run site -- --profile quick'],
  ['npm run verify', quick, 'npm run verify -- --profile quick'],
  ['npm run verify', elsewhere, null],
  ['npm run build -- --profile quick', elsewhere, null],
  ['npm run experiments -- growth --dataset cifar-10 --data-dir FOLDER', elsewhere, null],
  ['MULTISCALE_CACHE=.cache/other-seeds npm run experiments -- --first-seed 300', elsewhere, null],
  ['npm run bench -- --peer python3 && npm run site', elsewhere, null],
  ['# judge the claim, draw the figures', elsewhere, null],
] as const)('on pages, %s', (line, of, expected) => {
  expect(asThisBuild(line, { build: of })).toBe(expected ?? line);
});
