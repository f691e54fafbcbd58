import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { platform } from './context.mjs';
import { identityOf } from './identity.mjs';
import { npmCi } from './npm.mjs';
import { nodePackage, pinnedNode } from './pinned-node.mjs';
import { readState, updateState } from './state.mjs';

const kinds = ['dependencies', 'devDependencies', 'optionalDependencies'];

/** What npm notes down in node_modules when it has finished an installation. */
const installedLock = (modules) => join(modules, '.package-lock.json');

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** The dependencies that package.json and the lockfile name, and the lockfile's packages by folder. */
function wanted(root) {
  const manifest = readJson(join(root, 'package.json'));
  const lock = readJson(join(root, 'package-lock.json'));
  const listed = (source) => JSON.stringify(kinds.map((kind) => Object.entries(source[kind] ?? {}).sort()));
  return { manifest: listed(manifest), locked: listed(lock.packages[''] ?? {}), packages: lock.packages };
}

const sameRelease = (one, other) => one.version === other.version && one.integrity === other.integrity;

/** Whether what npm noted down is what the lockfile says, for instance after somebody's own `npm install`. */
function alreadyInstalled({ root, modules }) {
  if (!existsSync(installedLock(modules))) return false;
  const { manifest, locked, packages } = wanted(root);
  const installed = readJson(installedLock(modules)).packages;
  const isThere = ([path, entry]) => {
    if (path === '') return true;
    // Optional packages are left out where they are for another platform; the pinned Node must be there.
    if (!(path in installed)) return entry.optional === true && path !== `node_modules/${nodePackage}`;
    return sameRelease(entry, installed[path]) && existsSync(join(root, path, 'package.json'));
  };
  const isWanted = (path) => path in packages;
  return (
    manifest === locked && Object.entries(packages).every(isThere) && Object.keys(installed).every(isWanted)
  );
}

/** Changes when other packages are wanted or when npm has been at work; null before an installation. */
function evidence({ root, modules }) {
  const { manifest, packages } = wanted(root);
  const node = `node_modules/${nodePackage}` in packages ? [pinnedNode(modules)] : [];
  const installed = identityOf([installedLock(modules), ...node]);
  if (installed === null) return null;
  const hash = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(manifest);
  return `${platform} ${hash.digest('hex')} ${installed}`;
}

export function packagesSettled(context, state) {
  const current = evidence(context);
  return current !== null && state.evidence.packages === current;
}

/**
 * Installs the packages of the lockfile where node_modules does not hold them.
 * @param {import('./context.mjs').Context} context
 * @param {(pid: number) => void} adopt
 * @throws Error with npm's own words
 */
export async function providePackages(context, adopt) {
  if (packagesSettled(context, readState(context.root))) return;
  if (!alreadyInstalled(context)) {
    // npm deletes in no order: what is left when it is killed must not look finished.
    rmSync(installedLock(context.modules), { force: true });
    await npmCi(context, adopt);
  }
  updateState(context.root, { evidence: { packages: evidence(context) } });
}
