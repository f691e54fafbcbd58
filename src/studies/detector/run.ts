import type { RunContext, RunResult } from '../../claims/experiment.ts';
import { logSpaced } from '../../math/growth.ts';
import { equallyWeighted } from '../../math/magnitudes.ts';
import { random, type Random } from '../../math/random.ts';
import { detectScales } from '../../math/scale-detector.ts';
import { mean } from '../../math/statistics.ts';
import { averagedSlice, zeroTeacher } from '../../measure/construction-networks.ts';
import { detectorProfiles, detectorTrial } from '../../measure/detector-trial.ts';
import type { DetectorOutput, DetectorParameters } from './schema.ts';

function networkTrial(separation: number, scales: number, directions: number, source: Random): boolean {
  const values = Array.from({ length: scales }, (_, k) => separation ** k);
  const problem = zeroTeacher('tanh', equallyWeighted(values), { hidden: 16, inputs: 8 }, source);
  const t = logSpaced(1e-3 / separation ** (scales - 1), 1e2, 20);
  return detectScales(t, averagedSlice(problem, t, directions, source)).count === scales;
}

const shareOf = (trials: number, one: () => boolean): number =>
  mean(Array.from({ length: trials }, () => (one() ? 1 : 0)));

/** Counts scales where they are known, on the construction itself and along random directions of networks. */
export async function runDetector({
  parameters: set,
  seed,
}: RunContext<DetectorParameters>): Promise<RunResult<DetectorOutput>> {
  const accuracies = detectorProfiles.flatMap((profile) =>
    set.separations.flatMap((separation) =>
      set.noises.flatMap((noise) =>
        set.pointsPerDecade.flatMap((pointsPerDecade) =>
          set.counts.map((scales) => {
            const setting = { profile, separation, noise, pointsPerDecade, scales };
            const source = random(seed, JSON.stringify(setting));
            return { ...setting, accuracy: shareOf(set.trials, () => detectorTrial(setting, source)) };
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
  return { status: 'complete', output: { accuracies, networks }, tensors: {}, datasets: [] };
}
