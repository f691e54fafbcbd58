import { z } from 'zod';
import { logSpaced } from '../../math/growth.ts';
import { equallyWeighted } from '../../math/magnitudes.ts';
import { random, type Random } from '../../math/random.ts';
import { detectScales } from '../../math/scale-detector.ts';
import { mean } from '../../math/statistics.ts';
import { averageProfile, stretchedLoss, tanhProfile } from '../../math/two-layer.ts';
import { averagedSlice, zeroTeacher } from '../../measure/construction-networks.ts';
import { defineExperiment, type Profile, type Variant } from '../../claims/experiment.ts';

const grid = z.strictObject({
  separations: z.array(z.number()),
  /** Standard deviation of the relative noise of f. */
  noises: z.array(z.number()),
  pointsPerDecade: z.array(z.int()),
  counts: z.array(z.int()),
});

const parameters = z.strictObject({
  ...grid.shape,
  /** Slices of known scales for each setting and profile. */
  trials: z.int().positive(),
  /** Networks for each separation and number of directions. */
  networkTrials: z.int().positive(),
  networkDirections: z.array(z.int().positive()),
});

export type DetectorParameters = z.output<typeof parameters>;

/** Profiles that saturate, each with one scale; they differ in how sharply they bend. */
export const detectorProfiles = ['unit tanh', 'averaged erf', 'averaged sine'] as const;
type ProfileName = (typeof detectorProfiles)[number];

const accuracySchema = z.strictObject({
  profile: z.enum(detectorProfiles),
  separation: z.number(),
  noise: z.number(),
  pointsPerDecade: z.int(),
  scales: z.int(),
  /** Share of the trials with the right number of scales. */
  accuracy: z.number(),
});

const networkAccuracySchema = z.strictObject({
  separation: z.number(),
  scales: z.int(),
  directions: z.int(),
  accuracy: z.number(),
});

export const detectorOutput = z.strictObject({
  /** On the construction itself: profiles ℓ stretched by each magnitude, with noise. */
  accuracies: z.array(accuracySchema),
  /** On slices of tanh networks along random directions, without noise. */
  networks: z.array(networkAccuracySchema),
});

export type DetectorOutput = z.output<typeof detectorOutput>;

const full: DetectorParameters = {
  separations: [3, 5, 10, 30, 100],
  noises: [0, 1e-4, 1e-3, 1e-2],
  pointsPerDecade: [20, 40, 80],
  counts: [1, 2, 3, 4],
  trials: 6,
  networkTrials: 8,
  networkDirections: [1, 4, 16],
};

const profiles: Readonly<Record<ProfileName, (z: number) => number>> = {
  'unit tanh': tanhProfile.value,
  'averaged erf': (z) => averageProfile('erf', [1], z),
  'averaged sine': (z) => averageProfile('sin', [1], z),
};

interface Setting {
  readonly profile: ProfileName;
  readonly separation: number;
  readonly noise: number;
  readonly pointsPerDecade: number;
  readonly scales: number;
}

/** One slice with known scales, on a grid with a random phase. */
function trial({ profile, separation, noise, pointsPerDecade, scales }: Setting, source: Random): boolean {
  const shift = 10 ** source.uniform();
  const magnitudes = equallyWeighted(Array.from({ length: scales }, (_, k) => shift * separation ** k));
  const t = logSpaced(1e-3 / separation ** (scales - 1), 1e2, pointsPerDecade);
  const f = stretchedLoss(profiles[profile], magnitudes, t).map(
    (value) => value * (1 + noise * source.gaussian()),
  );
  return detectScales(t, f).count === scales;
}

function networkTrial(separation: number, scales: number, directions: number, source: Random): boolean {
  const values = Array.from({ length: scales }, (_, k) => separation ** k);
  const problem = zeroTeacher('tanh', equallyWeighted(values), { hidden: 16, inputs: 8 }, source);
  const t = logSpaced(1e-3 / separation ** (scales - 1), 1e2, 20);
  return detectScales(t, averagedSlice(problem, t, directions, source)).count === scales;
}

const shareOf = (trials: number, one: () => boolean): number =>
  mean(Array.from({ length: trials }, () => (one() ? 1 : 0)));

function measure(set: DetectorParameters, seed: number): DetectorOutput {
  const accuracies = detectorProfiles.flatMap((profile) =>
    set.separations.flatMap((separation) =>
      set.noises.flatMap((noise) =>
        set.pointsPerDecade.flatMap((pointsPerDecade) =>
          set.counts.map((scales) => {
            const setting = { profile, separation, noise, pointsPerDecade, scales };
            const source = random(seed, JSON.stringify(setting));
            return { ...setting, accuracy: shareOf(set.trials, () => trial(setting, source)) };
          }),
        ),
      ),
    ),
  );
  const networks = set.separations.flatMap((separation) =>
    set.networkDirections.flatMap((directions) =>
      set.counts.map((scales) => {
        const source = random(seed, `network ${separation} ${scales} ${directions}`);
        const accuracy = shareOf(set.networkTrials, () =>
          networkTrial(separation, scales, directions, source),
        );
        return { separation, scales, directions, accuracy };
      }),
    ),
  );
  return { accuracies, networks };
}

function variants(profile: Profile): Record<string, Variant<DetectorParameters>> {
  return {
    'known-scales':
      profile === 'full'
        ? { parameters: full, seeds: [0, 1, 2, 3, 4] }
        : { parameters: { ...full, trials: 3, networkTrials: 4 }, seeds: [0, 1] },
  };
}

/** How often the detector of scales counts right, where the scales are known. */
export const detector = defineExperiment({
  id: 'detector',
  version: 1,
  title: 'Accuracy of the detector of scales',
  parameters,
  output: detectorOutput,
  variants,
  run: ({ parameters: set, seed }) =>
    Promise.resolve({
      status: 'complete' as const,
      output: measure(set, seed),
      tensors: {},
      datasets: [],
    }),
  judges: {},
});
