import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../src/pipeline/paths.ts';
import { bundle, type PackedFile } from './bundle.ts';
import { declarations } from './declarations.ts';
import { licences } from './licences.ts';
import { nativeLock } from './native-lock.ts';

/** Typefaces that are in the styles of reports. */
const typefaces = ['serif-4', 'sans-3', 'code-pro'].map(
  (name) => `node_modules/@fontsource-variable/source-${name}`,
);

/**
 * The files of the package: code with all that it imports but for its dependencies, types, what native TensorFlow is installed
 * from, and the licences of what is passed on.
 */
export async function packageFiles(): Promise<PackedFile[]> {
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
