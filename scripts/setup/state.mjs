import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const schema = 1;
const projectRoot = fileURLToPath(new URL('../../', import.meta.url));
const fileOf = (root) => join(root, 'node_modules', '.cache', 'multiscale', 'setup.json');

/**
 * What is known of a checkout, with the evidence that each part still holds; an empty state where nothing is known.
 * @param {string} root
 */
export function readState(root) {
  try {
    const state = JSON.parse(readFileSync(fileOf(root), 'utf8'));
    return state.schema === schema ? state : { schema, evidence: {} };
  } catch {
    return { schema, evidence: {} };
  }
}

/** Adds to the state; a reader sees the old file or the new one. */
export function updateState(root, { evidence, ...facts }) {
  const state = readState(root);
  const next = { ...state, ...facts, evidence: { ...state.evidence, ...evidence } };
  const path = fileOf(root);
  const temporary = `${path}.${randomUUID()}`;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(temporary, `${JSON.stringify(next, null, 2)}\n`);
  renameSync(temporary, path);
  return next;
}

/** Whether the user asks to do without native TensorFlow. */
export function declinesNative(env) {
  return env.MULTISCALE_BACKEND === 'wasm';
}

function tensorflowFor(env, tensorflow) {
  if (declinesNative(env)) return { status: 'wasm', reason: 'MULTISCALE_BACKEND=wasm' };
  return tensorflow ?? { status: 'wasm', reason: 'set-up has not looked for it', remedy: 'npm run setup' };
}

/** See state.d.mts. */
export function readSetup({ root = projectRoot, env = process.env } = {}) {
  const { node, tensorflow, browser } = readState(root);
  if (node === undefined) return null;
  return { schema, node, tensorflow: tensorflowFor(env, tensorflow), ...(browser && { browser }) };
}
