import type { Training } from '../measure/landscape/options.ts';
import type { Report } from '../measure/landscape/schema.ts';
import type { Asked } from './options.ts';
import type { Setting } from './setting.ts';

function trainingNotes({ optimizer, preconditioner, iterates }: Training, edge: Report['edge']): string[] {
  return [
    ...(optimizer === 'adam' && !preconditioner
      ? [
          'How far Adam is from its edge cannot be told without its second moments, by which it divides gradients: give them with --preconditioner. The eigenvalues are those of the plain Hessian.',
        ]
      : []),
    ...(optimizer === 'adam' && preconditioner
      ? ["Adam's second moments are taken without the correction of its first steps, and its ε as 1e-8."]
      : []),
    ...((optimizer === 'gd' || optimizer === 'momentum') && edge === null
      ? [
          'How far the optimiser is from its edge cannot be told without a largest eigenvalue; ask for top:1 or more.',
        ]
      : []),
    ...(optimizer === 'sgd' && edge === null
      ? ['The batch sharpness cannot be told: some batches have no gradient.']
      : []),
    ...(optimizer === 'momentum' || optimizer === 'adam'
      ? ['What a smaller learning rate would win cannot be told for this optimiser.']
      : []),
    ...(optimizer === 'sgd' && !iterates
      ? [
          'What a smaller learning rate would win can be told of three iterates in a row: give them with --iterates.',
        ]
      : []),
  ];
}

/** What the reader of a report must know of how its loss is meant, and what could not be told. */
export function lossNotes(
  { network, samples }: Setting,
  { loss }: Asked,
  training: Training | undefined,
  edge: Report['edge'],
): string[] {
  return [
    ...(loss === 'cross-entropy' && network.kind !== 'values'
      ? [
          network.scores
            ? 'The network gives probabilities; their cross-entropy is computed from the scores that they are made of, which is the same number without rounding small ones to 0.'
            : `The network gives ${network.kind}, of which the cross-entropy is taken as they are.`,
        ]
      : []),
    ...(loss === 'mse' && samples.labels
      ? ['The targets of the squared error are rows of zeros with a one for the class.']
      : []),
    ...(training ? trainingNotes(training, edge) : []),
  ];
}
