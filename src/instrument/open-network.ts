import { basename } from 'node:path';
import { decodeSafetensors, type TensorMap } from '../data/safetensors.ts';
import { readDescription } from '../engine/readers/description.ts';
import { readOnnx } from '../engine/readers/onnx/read-onnx.ts';
import type { TrainedNetwork } from '../engine/readers/trained-network.ts';
import { UsageError } from '../pipeline/command-line.ts';
import { asUsage, type Files } from './files.ts';

function jsonOf(bytes: Uint8Array, file: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch {
    throw new UsageError(
      `${file}: it is no JSON; give an .onnx file, or the JSON of one of the site's artifacts.`,
    );
  }
}

/** The tensors of a safetensors file. */
export const tensorsOf = (files: Files, role: string, path: string): TensorMap =>
  asUsage(() => decodeSafetensors(files.read(role, path), basename(path)));

/**
 * The network of a file: ONNX, or the JSON of one of the site's artifacts, whose tensors are the first of `weights`.
 * @throws UsageError that names the file and what is wrong
 */
export function openNetwork(files: Files, path: string, weights: readonly string[]): TrainedNetwork {
  const file = basename(path);
  if (path.endsWith('.onnx'))
    return asUsage(() =>
      readOnnx(files.read('model', path), { file, external: files.beside('weights of the model', path) }),
    );
  if (!path.endsWith('.json'))
    throw new UsageError(`${path}: models are read from .onnx and .json files; export it to ONNX.`);
  const json = jsonOf(files.read('model', path), file);
  if (weights.length === 0)
    throw new UsageError(`${file}: an artifact's network needs its tensors; add --weights <id>.safetensors.`);
  return asUsage(() => readDescription(json, tensorsOf(files, 'tensors of the model', weights[0]), file));
}
