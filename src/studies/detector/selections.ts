import type { Results, Run } from '../../claims/results.ts';
import { mean } from '../../math/statistics.ts';
import {
  detectorOutput,
  detectorParameters,
  type DetectorOutput,
  type DetectorParameters,
} from './schema.ts';

/** What the detector's accuracy was measured with, and what came out. */
export interface DetectorStudy {
  readonly seeds: readonly Run<DetectorOutput>[];
  readonly settings: DetectorParameters;
}

/** Null when it was not measured. */
export function detectorStudy(results: Results): DetectorStudy | null {
  const seeds = results.runs('detector', detectorOutput);
  return seeds.length === 0 ? null : { seeds, settings: detectorParameters.parse(seeds[0].parameters) };
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
