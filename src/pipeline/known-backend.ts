import { readdir, readFile, stat } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import type { Backend } from '../engine/engine.ts';
import { instructions } from '../engine/instructions.ts';
import { backendSchema } from '../claims/published.ts';
import { sha256 } from './canonical.ts';
import { recall, remember } from './memo.ts';
import { projectRoot } from './paths.ts';

const memoName = (name: Backend['name']) => `backend-${name}`;

/** Where set-up puts native TensorFlow: its libraries and the addon. */
const nativeFolders = ['deps/lib', 'lib'].map((folder) =>
  join(projectRoot, 'node_modules/@tensorflow/tfjs-node', folder),
);

/** Size and time of change of each file, links followed; they are too large to be read every time. */
async function nativeFiles(): Promise<string[]> {
  const all = await Promise.all(
    nativeFolders.map(async (folder) => {
      const names = await readdir(folder, { recursive: true }).catch(() => []);
      return Promise.all(
        names.sort().map(async (name) => {
          const { size, mtimeMs } = await stat(join(folder, name));
          return `${name} ${size} ${mtimeMs}`;
        }),
      );
    }),
  );
  return all.flat();
}

const contentsOf = (folder: string, names: readonly string[]) =>
  Promise.all(names.map(async (name) => `${name} ${sha256(await readFile(join(folder, name)))}`));

async function circumstances(name: Backend['name']): Promise<string> {
  const engine = join(projectRoot, 'src/engine');
  const [sources, lockfile, libraries] = await Promise.all([
    readdir(engine, { recursive: true }).then((names) =>
      contentsOf(engine, names.filter((name) => /\.(ts|cc)$/.test(name)).sort()),
    ),
    contentsOf(projectRoot, ['package-lock.json']),
    name === 'native' ? nativeFiles() : [],
  ]);
  // A checkout may be shared by machines.
  const processor = [cpus()[0]?.model, instructions()];
  return sha256(JSON.stringify([process.version, processor, sources, lockfile, libraries]));
}

/**
 * What this checkout's workers compute on, as the last of them said; null where the engine, a package, a library or the
 * processor has changed since. It spares a run with nothing to do the start of TensorFlow; before anything is computed, a
 * worker has to say the same.
 */
export const knownBackend = async (name: Backend['name']): Promise<Backend | null> =>
  recall(memoName(name), await circumstances(name), backendSchema);

export const rememberBackend = async (backend: Backend): Promise<void> =>
  remember(memoName(backend.name), await circumstances(backend.name), backend);
