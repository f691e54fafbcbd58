import type { Envelope } from '../../claims/envelope.ts';
import { detector, detectorOutput, type DetectorOutput, type DetectorParameters } from './run.ts';
import { mean } from '../../math/statistics.ts';
import { artifactsOf } from '../../site/results.ts';

export type DetectorArtifact = Envelope & DetectorOutput;

/** What the detector's accuracy was measured with, and what came out, in the order of the seeds. */
export interface DetectorStudy {
  readonly seeds: readonly DetectorArtifact[];
  readonly settings: DetectorParameters;
}

/** Null when it was not measured. */
export function detectorStudy(): DetectorStudy | null {
  const seeds = artifactsOf(detector.id, detectorOutput).toSorted((a, b) => a.seed - b.seed);
  return seeds.length === 0 ? null : { seeds, settings: detector.parameters.parse(seeds[0].parameters) };
}

export type Accuracy = DetectorOutput['accuracies'][number];
type NetworkAccuracy = DetectorOutput['networks'][number];

/** Mean accuracy of each seed over the settings that a condition picks, in percent. */
export const accuracyPerSeed = (
  { seeds }: DetectorStudy,
  picked: (one: Accuracy) => boolean,
): readonly number[] =>
  seeds.map(({ accuracies }) => 100 * mean(accuracies.filter(picked), (one) => one.accuracy));

/** The same along random directions of networks. */
export const networkAccuracyPerSeed = (
  { seeds }: DetectorStudy,
  picked: (one: NetworkAccuracy) => boolean,
): readonly number[] =>
  seeds.map(({ networks }) => 100 * mean(networks.filter(picked), (one) => one.accuracy));
