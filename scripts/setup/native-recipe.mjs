import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtAddon, napiVersion } from './addon.mjs';
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

/** Names in the per-user cache, with all that the contents depend on. */
export function entryNames({ root }, { version, sha256, libraries, headers: wanted }) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const tfjsNode = packages['node_modules/@tensorflow/tfjs-node'].version;
  const digest = createHash('sha256')
    .update(JSON.stringify([sha256, libraries, wanted]))
    .digest('hex');
  const libraryEntry = `tensorflow-${version}-${platform}-${digest.slice(0, 8)}`;
  return { libraryEntry, addonEntry: `tfjs-node-${tfjsNode}-napi${napiVersion}-${libraryEntry}` };
}
