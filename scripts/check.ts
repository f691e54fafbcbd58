import { join } from 'node:path';
import { projectRoot } from '../src/pipeline/paths.ts';
import { runProgram, untilSignal } from '../src/pipeline/stoppable.ts';
import { main, parse } from '../src/pipeline/command-line.ts';

const help = `npm run check

Formatting, lint, the directions of imports, types of TypeScript and Astro files, whether the lockfile installs, and
whether docs/architecture.md draws the code, and docs/derivatives.md the rules, as they are.

  -h, --help             this text
`;

const node = (module: string, ...words: string[]) => [
  process.execPath,
  join('node_modules', module),
  ...words,
];

interface Check {
  readonly name: string;
  readonly command: readonly string[];
}

const checks: readonly Check[] = [
  { name: 'formatting', command: node('prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.') },
  { name: 'lint', command: node('eslint/bin/eslint.js', '--max-warnings=0', '.') },
  {
    name: 'directions of imports',
    command: node(
      'dependency-cruiser/bin/dependency-cruiser.mjs',
      '--config=dependency-cruiser.config.js',
      '--output-type=err-long',
      'src',
    ),
  },
  { name: 'architecture', command: [process.execPath, 'scripts/architecture.ts', '--check'] },
  { name: 'derivatives', command: [process.execPath, 'scripts/derivatives.ts', '--check'] },
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

async function passes({ name, command: [program, ...words] }: Check, stop: AbortSignal): Promise<boolean> {
  let said = '';
  const code = await runProgram(program, words, {
    stop,
    cwd: projectRoot,
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
    hear: (text) => (said += text),
  });
  console.log(`${code === 0 ? 'ok    ' : 'failed'} ${name}`);
  if (code !== 0) console.log(said);
  return code === 0;
}

await main(async () => {
  parse(help, {});
  return untilSignal(async (stop) => {
    let failed = 0;
    for (const check of checks) failed += (await passes(check, stop)) ? 0 : 1;
    return failed === 0 ? 0 : 1;
  });
});
