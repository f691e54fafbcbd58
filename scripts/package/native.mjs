/* Runs in the package, where native/ beside this module holds what native TensorFlow is installed from. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { kernels } from '../setup/addon.mjs';
import { createContext, userCache } from '../setup/context.mjs';
import { ensure } from '../setup/ensure.mjs';
import { createProgress } from '../setup/progress.mjs';
import { provedTensorflow } from '../setup/prove.mjs';
import { readSetup } from '../setup/state.mjs';
import { untilStopped } from '../setup/stop.mjs';

export { userCache };

const packed = (name) => readFileSync(new URL(`native/${name}`, import.meta.url), 'utf8');

/** The files of a checkout of native TensorFlow alone, by their paths. */
function filesOfHome() {
  const lock = packed('lock.json');
  const { name, version, dependencies, optionalDependencies } = JSON.parse(lock).packages[''];
  const manifest = { name, version, private: true, dependencies, optionalDependencies };
  return {
    'package.json': `${JSON.stringify(manifest, null, 2)}\n`,
    'package-lock.json': lock,
    [kernels]: packed('double-products.cc'),
  };
}

/** See native.d.mts. */
export function nativeHome(env = process.env) {
  const digest = createHash('sha256').update(JSON.stringify(filesOfHome())).digest('hex').slice(0, 12);
  return join(userCache(env), `native-${digest}`);
}

/** Another process may be reading them: each is there as a whole or not at all. */
function layOut(home) {
  for (const [name, text] of Object.entries(filesOfHome())) {
    const path = join(home, name);
    const temporary = `${path}.${randomUUID()}`;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(temporary, text);
    renameSync(temporary, path);
  }
}

/** See native.d.mts. */
export const readNative = (env = process.env) => readSetup({ root: nativeHome(env), env });

/** See native.d.mts. */
export async function setUpNative(env = process.env) {
  const root = nativeHome(env);
  layOut(root);
  const context = createContext({ root, env, explicit: true, progress: createProgress(process.stderr) });
  return untilStopped(async (signal) => {
    await ensure({ ...context, signal }, { tensorflow: true, browser: false });
    const { tensorflow } = readSetup({ root, env: {} });
    // It was proved on the Node that came with it, and is to run on the user's.
    if (tensorflow.status === 'native')
      await provedTensorflow({ ...context, signal }, { path: process.execPath });
    return tensorflow;
  });
}
