import { logSpaced } from '../math/growth.ts';
import { equallyWeighted } from '../math/magnitudes.ts';
import { random, type Random } from '../math/random.ts';
import { detectScales } from '../math/scale-detector.ts';
import { averageProfile, stretchedLoss, tanhProfile } from '../math/two-layer.ts';

/** Profiles that saturate, each with one scale; they differ in how sharply they bend. */
export const detectorProfiles = ['unit tanh', 'averaged erf', 'averaged sine'] as const;
export type ProfileName = (typeof detectorProfiles)[number];

const profiles: Readonly<Record<ProfileName, (z: number) => number>> = {
  'unit tanh': tanhProfile.value,
  'averaged erf': (z) => averageProfile('erf', [1], z),
  'averaged sine': (z) => averageProfile('sin', [1], z),
};

/** Scales that are known, and what is seen of them. */
export interface DetectorSetting {
  readonly profile: ProfileName;
  readonly separation: number;
  /** Standard deviation of the relative noise of f. */
  readonly noise: number;
  readonly pointsPerDecade: number;
  readonly scales: number;
}

/** Whether the detector counts right on one slice with known scales, on a grid with a random phase. */
export function detectorTrial(
  { profile, separation, noise, pointsPerDecade, scales }: DetectorSetting,
  source: Random,
): boolean {
  const shift = 10 ** source.uniform();
  const magnitudes = equallyWeighted(Array.from({ length: scales }, (_, k) => shift * separation ** k));
  const t = logSpaced(1e-3 / separation ** (scales - 1), 1e2, pointsPerDecade);
  const f = stretchedLoss(profiles[profile], magnitudes, t).map(
    (value) => value * (1 + noise * source.gaussian()),
  );
  return detectScales(t, f).count === scales;
}

const trials = 20;

/** Part of constructions that the detector miscounts, of every profile, with so many scales so far apart on such a grid. */
export function detectorError({
  count,
  separation,
  t,
}: {
  readonly count: number;
  readonly separation: number;
  readonly t: readonly number[];
}): number {
  const pointsPerDecade = Math.round((t.length - 1) / Math.log10(t.at(-1)! / t[0]));
  const source = random(0, 'error of the detector');
  const wrong = detectorProfiles.flatMap((profile) =>
    Array.from({ length: trials }, () =>
      detectorTrial({ profile, separation, noise: 0, pointsPerDecade, scales: count }, source) ? 0 : 1,
    ),
  );
  return wrong.reduce<number>((sum, one) => sum + one, 0) / wrong.length;
}
