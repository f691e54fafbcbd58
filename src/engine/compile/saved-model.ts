import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NativeBackend } from './native.ts';

/**
 * Hands a graph to TensorFlow by the one door that tfjs-node has for it, a SavedModel in a folder that is gone afterwards.
 * @returns the addon's number of the session that holds the graph
 */
export function loadGraph({ binding }: NativeBackend, savedModel: Uint8Array): number {
  const folder = mkdtempSync(join(tmpdir(), 'graph-'));
  try {
    writeFileSync(join(folder, 'saved_model.pb'), savedModel);
    return binding.loadSavedModel(folder, 'serve');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
