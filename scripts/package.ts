import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { recoverFolder, replaceFolder, writeFolder } from '../src/pipeline/atomic.ts';
import { main, parse } from '../src/pipeline/command-line.ts';
import { projectRoot } from '../src/pipeline/paths.ts';
import { bundle, type PackedFile } from './package/bundle.ts';
import { declarations } from './package/declarations.ts';
import { licences } from './package/licences.ts';
import { nativeLock } from './package/native-lock.ts';

const help = `npm pack

Packs the library and the command, which other projects install: see docs/package.md. Before it packs, npm runs this script,
which makes package/ from src/index.ts and scripts/package/.

  -h, --help             this text
`;

const folder = join(projectRoot, 'package');

/** Typefaces that are in the styles of reports. */
const typefaces = ['serif-4', 'sans-3', 'code-pro'].map(
  (name) => `node_modules/@fontsource-variable/source-${name}`,
);

async function made(): Promise<PackedFile[]> {
  const manifest = JSON.parse(await readFile(join(projectRoot, 'package.json'), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  const { files, packages } = await bundle(Object.keys(manifest.dependencies));
  return [
    ...files,
    ...declarations(),
    { path: 'LICENSES.txt', text: await licences([...packages, ...typefaces]) },
    { path: 'native/lock.json', text: await nativeLock() },
  ];
}

await main(async () => {
  parse(help, {});
  const files = await made();
  await recoverFolder(folder);
  await replaceFolder(folder, (next) =>
    writeFolder(next, Object.fromEntries(files.map(({ path, text }) => [path, text]))),
  );
  return 0;
});
