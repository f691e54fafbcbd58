import { furthest, max, mean, min, ofAll } from '../../math/statistics.ts';
import type { CountRecord, CycleRecord, DensityRecord } from './schema.ts';

/** Share of networks with several magnitudes and a saturating activation that have a scale for each magnitude. */
export const rightCountShare = (counts: readonly CountRecord[]): number =>
  mean(
    counts.filter(({ activation, magnitudes }) => activation !== 'identity' && magnitudes.length > 1),
    ({ magnitudes, networkCount }) => (networkCount === magnitudes.length ? 1 : 0),
  );

/** Largest number of scales of the linear network. */
export const linearCount = (counts: readonly CountRecord[]): number =>
  max(
    counts.filter(({ activation }) => activation === 'identity'),
    ({ networkCount }) => networkCount,
  );

/** Largest |log₁₀| of a peak's measured distance over its predicted one, where both count as many; null where none does. */
export function largestPeakError(counts: readonly CountRecord[]): number | null {
  const errors = counts
    .filter(({ predictedPeaks, measuredPeaks }) => predictedPeaks.length === measuredPeaks.length)
    .flatMap(({ predictedPeaks, measuredPeaks }) =>
      measuredPeaks.map((peak, k) => Math.abs(Math.log10(peak / predictedPeaks[k]))),
    );
  return ofAll(max, errors);
}

/** A range of α: the core of the law, and its flanks on both sides. */
export const coreAlphas = (alpha: number) => alpha >= 1.5 && alpha <= 2.5;
export const flankAlphas = (alpha: number) => !coreAlphas(alpha) && alpha > 1 && alpha < 3;

/** Of networks with α in a range, the largest |exponent − prediction|. */
export const largestExponentError = (
  densities: readonly DensityRecord[],
  activation: DensityRecord['activation'],
  range: (alpha: number) => boolean,
): number =>
  max(
    densities.filter((one) => one.activation === activation && range(one.alpha)),
    ({ networkExponent, predicted }) => Math.abs(networkExponent - predicted),
  );

/** The linear network's exponent that is furthest from 2. */
export const linearExponent = (densities: readonly DensityRecord[]): number =>
  furthest(
    densities
      .filter(({ activation }) => activation === 'identity')
      .map(({ networkExponent }) => networkExponent),
    2,
  );

const ofDensity = (cycles: readonly CycleRecord[]) =>
  cycles.filter(({ magnitudes }) => magnitudes === 'density');

/** Of densities with stable cycles, the largest |exponent of the amplitude − 1/(3−α)|. */
export const cycleExponentError = (cycles: readonly CycleRecord[]): number =>
  max(
    ofDensity(cycles).filter(({ alpha }) => alpha! > 2),
    ({ exponent, predicted }) => Math.abs(exponent - predicted!),
  );

/** How far one magnitude's exponent is from the nearest of those predictions. */
export function oneMagnitudeError(cycles: readonly CycleRecord[]): number {
  const { exponent } = cycles.find(({ magnitudes }) => magnitudes === 'one')!;
  return min(ofDensity(cycles), ({ predicted }) => Math.abs(exponent - predicted!));
}

/** Largest |multiplier − (5 − 2α)²| over all densities, stable cycles and unstable ones. */
export const multiplierError = (cycles: readonly CycleRecord[]): number =>
  max(ofDensity(cycles), ({ multiplier, predictedMultiplier }) =>
    Math.abs(multiplier - predictedMultiplier!),
  );
