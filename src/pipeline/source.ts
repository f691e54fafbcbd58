import { readFile } from 'node:fs/promises';
import { dirname, resolve, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, stop, type BuildOptions, type Plugin } from 'esbuild';
import { sha256, textSha256 } from './canonical.ts';
import { Complaint } from './complaint.ts';
import { essenceOf, experimentsIn, holdsId, readsMoreThanTheRun } from './essence.ts';
import { withNumberedNames } from './local-names.ts';
import { projectRoot } from './paths.ts';

// The bundler's process would else print its stacks where ours ends while it waits for an answer.
process.on('exit', () => void stop());

/** What a module computes, whatever its comments and formatting. */
export interface ModuleGraph {
  readonly sha256: string;
  /** sha256 of each file it is made of, by its path in the project, sorted. */
  readonly files: Readonly<Record<string, string>>;
  /** Bundled, without comments; packages are imported. */
  readonly code: string;
}

/** Bundles a module with all that it imports of ours, and hashes the result. */
export const moduleGraph = (file: string): Promise<ModuleGraph> => graphOf({ entryPoints: [file] });

/**
 * The same of a module that defines these experiments, but only what makes their artifacts: how they are judged, which
 * variants and seeds there are, and what no run uses, does not count.
 * @throws Complaint that names experiment and module where the module does not define it
 */
export async function experimentGraph(file: string, ids: readonly string[]): Promise<ModuleGraph> {
  const text = await readFile(file, 'utf8').catch((error: Error) => wrongFile(ids[0], file, error));
  const defined = experimentsIn(text);
  const names = ids.map((id) => defined.get(id));
  for (const id of ids) if (!defined.has(id)) await checkDefined(file, text, id);
  // What is not defined as a constant can be anywhere in the module, its default export included.
  const wanted = names.includes(undefined) ? '* as module' : `{ ${names.join(', ')} }`;
  const contents = `export ${wanted} from ${JSON.stringify(file)}`;
  const bundled = (runOnly: boolean) =>
    graphOf({ stdin: { contents, resolveDir: dirname(file) }, plugins: [essences(runOnly)] });
  const graph = await bundled(true);
  return readsMoreThanTheRun(graph.code) ? bundled(false) : graph;
}

function wrongFile(id: string, file: string, cause?: Error): never {
  throw new Complaint(
    `experiment ${id} is registered with ${relative(projectRoot, file)}, which ${cause ? 'cannot be read' : 'does not define it'}; name the module that defines it as its file in src/registry/experiments.ts`,
    { cause },
  );
}

/** An experiment that is not an exported constant has to be in the module somewhere, or among its exports, all the same. */
async function checkDefined(file: string, text: string, id: string): Promise<void> {
  if (holdsId(text, id)) return;
  const exported = Object.values(
    (await import(pathToFileURL(file).href)) as Readonly<Record<string, unknown>>,
  );
  const isIt = (value: unknown) =>
    typeof value === 'object' && value !== null && 'run' in value && 'id' in value && value.id === id;
  if (!exported.some(isIt)) wrongFile(id, file);
}

/** Has the bundler read the essence of each of our modules, and drop modules of which nothing is used. */
const essences = (runOnly: boolean): Plugin => ({
  name: 'essences',
  setup: ({ onLoad, onResolve }) => {
    onResolve({ filter: /^[./].*\.ts$/ }, ({ path, resolveDir }) => ({
      path: resolve(resolveDir, path),
      sideEffects: false,
    }));
    onLoad({ filter: /\.ts$/ }, async ({ path }) => ({
      contents: essenceOf(await readFile(path, 'utf8'), { runOnly }),
      loader: 'ts',
    }));
  },
});

async function graphOf(options: BuildOptions): Promise<ModuleGraph> {
  const { outputFiles, metafile } = await build({
    ...options,
    absWorkingDir: projectRoot,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    // Comments and formatting go; more than that would inline constants and lose from which file they came.
    minifyWhitespace: true,
    legalComments: 'none',
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  const code = outputFiles![0].text;
  const used = Object.values(metafile!.outputs).flatMap(({ inputs }) =>
    Object.keys(inputs).filter((path) => path !== '<stdin>'),
  );
  return {
    sha256: sha256(withNumberedNames(code)),
    code,
    files: Object.fromEntries(
      await Promise.all(
        used
          .map((path) => resolve(projectRoot, path))
          .sort()
          .map(async (path) => [relative(projectRoot, path), textSha256(await readFile(path))] as const),
      ),
    ),
  };
}
