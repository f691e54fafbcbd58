import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { projectRoot } from '../../src/pipeline/paths.ts';
import type { PackedFile } from './bundle.ts';

const sources = join(projectRoot, 'src');

function optionsOf(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(projectRoot, 'tsconfig.json'), ts.sys.readFile) as {
    config: { compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, projectRoot);
  return {
    ...options,
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    outDir: sources,
    rootDir: sources,
  };
}

/** Every file that one of ours imports. */
const importedBy = (path: string, text: string): string[] =>
  ts
    .preProcessFile(text)
    .importedFiles.filter(({ fileName }) => fileName.startsWith('.'))
    .map(({ fileName }) => join(dirname(path), fileName.replace(/\.ts$/, '.d.ts')));

/**
 * The types of src/index.ts, and those that they are made of.
 * @throws Error with the compiler's words where the sources have errors
 */
export function declarations(): PackedFile[] {
  const program = ts.createProgram([join(sources, 'index.ts')], optionsOf());
  const emitted = new Map<string, string>();
  const { diagnostics } = program.emit(undefined, (path, text) => {
    emitted.set(relative(sources, path), text);
  });
  const faults = [...ts.getPreEmitDiagnostics(program), ...diagnostics];
  if (faults.length > 0)
    throw new Error(
      ts.formatDiagnostics(faults, {
        getCanonicalFileName: (name) => name,
        getCurrentDirectory: () => projectRoot,
        getNewLine: () => '\n',
      }),
    );
  const wanted = new Set(['index.d.ts']);
  for (const path of wanted) for (const other of importedBy(path, emitted.get(path)!)) wanted.add(other);
  // Declarations keep the extension of the sources, which the compiler rewrites in code alone.
  return [...wanted].map((path) => ({
    path: `types/${path}`,
    text: emitted.get(path)!.replaceAll(/((?:from |import\()['"]\.[^'"]*)\.ts(['"])/g, '$1.js$2'),
  }));
}
