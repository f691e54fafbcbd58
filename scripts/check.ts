import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../src/pipeline/paths.ts';
import { main, parse } from './options.ts';

const help = `npm run check

Formatting, lint with the directions of imports, types of TypeScript and Astro files, and whether the lockfile installs.

  -h, --help             this text
`;

const node = (module: string, ...words: string[]) => [
  process.execPath,
  join('node_modules', module),
  ...words,
];

const checks: readonly { readonly name: string; readonly command: readonly string[] }[] = [
  { name: 'formatting', command: node('prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.') },
  { name: 'lint', command: node('eslint/bin/eslint.js', '--max-warnings=0', '.') },
  {
    // Astro's checker reads every module as ESM, where nodenext does not find what packages re-export.
    name: 'types of pages',
    command: node(
      'astro/bin/astro.mjs',
      'check',
      '--tsconfig=tsconfig.pages.json',
      '--minimumFailingSeverity=warning',
    ),
  },
  { name: 'types', command: node('typescript/bin/tsc', '--noEmit') },
  { name: 'lockfile', command: ['npm', 'ci', '--dry-run', '--loglevel=error', '--no-audit', '--no-fund'] },
];

await main(async () => {
  const { values } = parse({ options: { help: { type: 'boolean', short: 'h' } } });
  if (values.help) return (console.log(help), 0);
  const failed = checks.filter(({ name, command: [program, ...words] }) => {
    const { status, stdout, stderr } = spawnSync(program, words, {
      cwd: projectRoot,
      encoding: 'utf8',
      env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
    });
    console.log(`${status === 0 ? 'ok    ' : 'failed'} ${name}`);
    if (status !== 0) console.log(`${stdout}${stderr}`);
    return status !== 0;
  });
  return failed.length === 0 ? 0 : 1;
});
