import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { currentCommit } from '../../src/pipeline/commit.ts';
import { projectRoot } from '../../src/pipeline/paths.ts';
import { reportStyles } from '../../src/report/styles.ts';

const at = (path: string) => join(projectRoot, path);

/** Modules that read the checkout when they run, and what they give in the package. */
const written: Readonly<Record<string, () => Promise<string>>> = {
  [at('src/report/styles.ts')]: async () =>
    `export const reportStyles = () => ${JSON.stringify(reportStyles())};`,
  [at('src/pipeline/commit.ts')]: async () =>
    `export const currentCommit = async () => ${JSON.stringify(await currentCommit())};`,
};

/** What is another one in the package than in a checkout. */
const ofPackage: Plugin = {
  name: 'package',
  setup({ onLoad, onResolve }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) =>
      path in written ? { contents: await written[path](), loader: 'ts' } : undefined,
    );
    onResolve({ filter: /^node:module$/ }, ({ importer }) =>
      importer === at('src/engine/runtime.ts')
        ? { path: at('scripts/package/native-require.ts') }
        : undefined,
    );
  },
};

/** What a checkout tells its user, and the package its own. */
const words = [
  ['npm run setup', 'npx multiscale setup'],
  [' and the quick profile', ''],
] as const;

const inPackage = (text: string) => words.reduce((said, [from, to]) => said.replaceAll(from, to), text);

/** A file of the package. */
export interface PackedFile {
  /** In the package's folder. */
  readonly path: string;
  readonly text: string;
}

/** The JavaScript of the package. */
export interface Bundle {
  readonly files: readonly PackedFile[];
  /** Folders, in the checkout, of the packages of which it holds code or files. */
  readonly packages: readonly string[];
}

const packageFolder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/;

/** Files that are opened by their place beside the module that names them. */
const beside: Readonly<Record<string, string>> = {
  'setup/matrix-product.mjs': 'matrix-product.mjs',
  'setup/unpack-wheel.py': 'unpack-wheel.py',
  '../src/engine/native/double-products.cc': 'native/double-products.cc',
};

/**
 * Bundles the library and the command with what they import, but for the packages that are to be installed beside them.
 * @param installed their names
 */
export async function bundle(installed: readonly string[]): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: projectRoot,
    entryPoints: { index: 'src/index.ts', multiscale: 'scripts/package/multiscale.ts' },
    outdir: 'package',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: [...installed],
    alias: { debug: join(projectRoot, 'scripts/package/no-debug.cjs') },
    chunkNames: 'part-[hash]',
    legalComments: 'none',
    plugins: [ofPackage],
    write: false,
    metafile: true,
    logLevel: 'warning',
  });
  const bundled = outputFiles.map(({ path, text }) => ({
    path: path.slice(resolve(projectRoot, 'package').length + 1),
    text: inPackage(text),
  }));
  const copied = Object.entries(beside).map(async ([from, path]) => ({
    path,
    text: await readFile(join(projectRoot, 'scripts', from), 'utf8'),
  }));
  const used = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs));
  const folders = used.flatMap((path) => packageFolder.exec(path)?.[0] ?? []);
  return { files: [...bundled, ...(await Promise.all(copied))], packages: [...new Set(folders)].sort() };
}
