import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtAddon, kernels, napiVersion } from './addon.mjs';
import { platform } from './context.mjs';
import { provedTensorflow } from './prove.mjs';
import { headers, tensorflowVersion, wheels } from './wheels.mjs';

/**
 * How native TensorFlow is had on this platform.
 * @typedef {object} Recipe
 * @property {import('./wheels.mjs').Wheel | undefined} wheel undefined where there is none for the platform
 * @property {typeof builtAddon} build
 * @property {typeof provedTensorflow} prove
 */

/** @type {Recipe} */
export const nativeRecipe = {
  wheel: wheels[platform] && { ...wheels[platform], version: tensorflowVersion, headers },
  build: builtAddon,
  prove: provedTensorflow,
};

const digest = (text) => createHash('sha256').update(text, 'latin1').digest('hex').slice(0, 8);

/** A text file as it is in the repository: git may have changed on its way here what ends the lines. */
const textOf = (path) => readFileSync(path, 'latin1').replaceAll('\r\n', '\n');

/** Names in the per-user cache, with all that the contents depend on. */
export function entryNames({ root }, { version, sha256, libraries, headers: wanted }) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const tfjsNode = packages['node_modules/@tensorflow/tfjs-node'].version;
  const libraryEntry = `tensorflow-${version}-${platform}-${digest(JSON.stringify([sha256, libraries, wanted]))}`;
  const addon = `tfjs-node-${tfjsNode}-napi${napiVersion}-kernels-${digest(textOf(join(root, kernels)))}`;
  return { libraryEntry, addonEntry: `${addon}-${libraryEntry}` };
}
