import { basename } from 'node:path';
import { weightsFor } from '../engine/readers/checkpoint.ts';
import { initialPoint } from '../engine/readers/trained-model.ts';
import type { TrainedNetwork } from '../engine/readers/trained-network.ts';
import type { Training } from '../measure/landscape/options.ts';
import { UsageError } from '../pipeline/command-line.ts';
import { asUsage, type Files } from './files.ts';
import { tensorsOf } from './open-network.ts';
import type { Asked } from './options.ts';

/** A point of training with its file. */
export interface Point {
  readonly name: string;
  readonly parameters: Float64Array;
}

const parametersOf = (network: TrainedNetwork, files: Files, role: string, path: string): Float64Array =>
  asUsage(() => weightsFor(network, tensorsOf(files, role, path), basename(path)).values);

/** The points of training in their order; the last one is measured in full. */
export function pointsOf(network: TrainedNetwork, { weights, model }: Asked, files: Files): Point[] {
  // The first weights of an artifact's network are those it was read with.
  const others = network.format === 'multiscale' ? weights.slice(1) : weights;
  if (others.length === 0) return [{ name: model, parameters: initialPoint(network) }];
  return others.map((path) => ({
    name: path,
    parameters: parametersOf(network, files, 'weights', path),
  }));
}

/** ε of Adam in every framework's default, but for Keras, which has 1e-7. */
const epsilon = 1e-8;

function preconditionerOf(network: TrainedNetwork, path: string, files: Files): Float64Array {
  const moments = parametersOf(network, files, 'preconditioner', path);
  const negative = moments.find((value) => value < 0);
  if (negative !== undefined)
    throw new UsageError(
      `${path}: it holds ${negative}, where Adam's second moments are means of squares; save those, in PyTorch exp_avg_sq.`,
    );
  return moments.map((value) => Math.sqrt(value) + epsilon);
}

/** Iterates of which a mean can be made without their oscillation. */
const fewestIterates = 3;

/** The training as the command line says it, with the files that belong to it; `point` is where it ended. */
export function trainingAt(
  network: TrainedNetwork,
  point: Float64Array,
  { training, preconditioner, iterates }: Asked,
  files: Files,
): Training | undefined {
  if (!training) return undefined;
  const before = iterates.map((path) => parametersOf(network, files, 'iterate', path));
  if (before.length > 0 && before.length + 1 < fewestIterates)
    throw new UsageError('--iterates wants two files or more: with the point they are three steps in a row.');
  return {
    ...training,
    ...(preconditioner !== null && { preconditioner: preconditionerOf(network, preconditioner, files) }),
    ...(before.length > 0 && { iterates: [...before, point] }),
  };
}
