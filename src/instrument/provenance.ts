import type { Runtime } from '../engine/runtime.ts';
import type { Measured } from '../measure/landscape/options.ts';
import type { Report } from '../measure/landscape/schema.ts';
import type { Files } from './files.ts';
import type { Ready } from './open.ts';
import type { Asked } from './options.ts';
import type { Surroundings } from './surroundings.ts';

/** What was computed, from what and by what; the commit is for the caller to add. */
export function provenanceOf(
  asked: Asked,
  around: Surroundings,
  { backend }: Runtime,
  files: Files,
  precision: Report['provenance']['precision'],
): Omit<Report['provenance'], 'commit'> {
  return {
    command: [around.command, ...around.args].join(' '),
    ...{ version: around.version, date: new Date().toISOString(), lossKind: asked.loss, seed: asked.seed },
    backend: {
      ...{ name: backend.name, version: backend.version, threads: backend.threads },
      instructions: backend.instructions ?? null,
    },
    precision,
    files: files.records,
  };
}

/** Notes on what was measured that its reader must know. */
export function lossNotes(
  { network, samples }: Ready,
  { loss, training }: Asked,
  measured: Measured,
): string[] {
  return [
    ...(loss === 'cross-entropy' && network.kind !== 'values'
      ? [`The network gives ${network.kind}, of which the cross-entropy is taken as they are.`]
      : []),
    ...(loss === 'mse' && samples.labels
      ? ['The targets of the squared error are rows of zeros with a one for the class.']
      : []),
    ...(training && measured.report.edge === null
      ? ['How far the optimiser is from its edge cannot be told without its second moments.']
      : []),
    ...(training && (training.optimizer === 'momentum' || training.optimizer === 'adam')
      ? ['What a smaller learning rate would win cannot be told for this optimiser.']
      : []),
  ];
}
