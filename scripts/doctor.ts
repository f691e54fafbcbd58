import { readdirSync, statSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { readResultsSummary } from '../src/pipeline/results-summary.ts';
import { cacheFolder, resultsFolder } from '../src/pipeline/paths.ts';
import { main, parse } from '../src/pipeline/command-line.ts';
import { readSetup } from './setup/state.mjs';

const help = `npm run doctor

What is installed, on which backend experiments would run, and what is cached.

  -h, --help             this text
`;

const gibibytes = (bytes: number) => `${(bytes / 2 ** 30).toFixed(1)} GiB`;

function folderBytes(folder: string): number {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
  } catch {
    return 0;
  }
}

function entries(cache: string): number {
  try {
    return readdirSync(join(cache, 'artifacts')).filter((name) => !name.startsWith('.')).length;
  } catch {
    return 0;
  }
}

await main(async () => {
  parse(help, {});
  const setup = readSetup();
  const cache = cacheFolder();
  const tensorflow = setup?.tensorflow;
  const browser = setup?.browser;
  const rows: [string, string][] = [
    [
      'machine',
      `${process.platform} ${process.arch}, ${availableParallelism()} cores, ${gibibytes(totalmem())}`,
    ],
    ['Node', process.version],
    [
      'TensorFlow',
      tensorflow?.status === 'native'
        ? `native ${tensorflow.version ?? ''}`
        : `WebAssembly (${tensorflow?.reason ?? 'npm run setup has not run'}${tensorflow?.remedy ? `; ${tensorflow.remedy}` : ''})`,
    ],
    [
      'browser',
      browser?.status === 'found'
        ? `${browser.kind}`
        : (browser?.reason ?? 'not looked for; npm run setup does'),
    ],
    ['cache', `${entries(cache)} results, ${gibibytes(folderBytes(cache))} in ${cache}`],
    ...(['full', 'quick'] as const).map((profile): [string, string] => [
      `${profile} profile`,
      readResultsSummary(resultsFolder(cache, profile)) ?? 'no results; npm run experiments makes them',
    ]),
  ];
  for (const [name, value] of rows) console.log(`${name.padEnd(14)} ${value}`);
  return 0;
});
