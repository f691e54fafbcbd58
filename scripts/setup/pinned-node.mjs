import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { platform } from './context.mjs';
import { faultLine, run } from './run.mjs';
import { updateState } from './state.mjs';

const oldestMajor = 24;
const binary = process.platform === 'win32' ? 'node.exe' : 'node';

/** The npm package that carries Node for this platform. */
export const nodePackage = `node-${platform}`;

/** Where that package has it. */
export const pinnedNode = (modules) => join(modules, nodePackage, 'bin', binary);

/** The pinned Node, or the one that runs this where no package carries one for the platform. */
function nodePath(modules) {
  const pinned = pinnedNode(modules);
  return existsSync(pinned) ? pinned : process.execPath;
}

export function nodeSettled({ modules }, state) {
  return state.node?.path === nodePath(modules);
}

/**
 * Finds the Node that runs the project's scripts and proves that it starts.
 * @returns {Promise<{ version: string, path: string }>}
 * @throws Error that says which Node to install
 */
export async function provideNode({ root, modules }) {
  const path = nodePath(modules);
  const { code, stdout, output } = await run(path, ['--version']);
  const version = stdout.trim().replace(/^v/, '');
  if (code !== 0 || Number.parseInt(version) < oldestMajor)
    throw new Error(
      `Node ${oldestMajor} or newer is needed (${code === 0 ? `this is ${version}` : faultLine(output)}) and no ` +
        `package carries one for ${platform}: install it from nodejs.org and run this again`,
    );
  const node = { version, path };
  updateState(root, { node });
  return node;
}
