import { max, mean, median, ofAll, type Summary } from '../../math/statistics.ts';
import type { ClaimTest } from '../../claims/claim.ts';
import type { Artifact } from '../../claims/experiment.ts';
import {
  amplitudeRatio,
  amplitudesRatio,
  contestedBySeed,
  contestRules,
  isGood,
  largestControl,
  shareBySeed,
} from './contest-statistics.ts';
import type { OscillationOutput } from './schema.ts';
import {
  acrossKinds,
  measuredTest,
  ofSeeds,
  upperBelow,
  within,
  type PerSeed,
} from '../../claims/seed-tests.ts';

/** Thresholds of R3 on the oscillation of whole networks; committed before the run they judge. */
export const oscillationRules = {
  /** Range of measured over predicted amplitude. */
  ratio: [0.9, 1.1],
  /** How much larger a share of windows a rival may predict well. */
  lead: 0.1,
  /** Share that predictions taken from windows of other seeds may get right. */
  shuffled: 0.5,
} as const;

type Run = Artifact<OscillationOutput>;

/** A summary of a statistic over the contested windows of each seed that has some with it. */
function bySeed(
  artifacts: readonly Run[],
  statistic: (output: OscillationOutput) => number | null,
  summary: Summary,
): PerSeed {
  const found = ofSeeds(contestedBySeed(artifacts), (runs) => {
    const values = runs.map(({ output }) => statistic(output)).filter((value) => value !== null);
    return ofAll((all) => summary(all), values);
  });
  return new Map([...found].filter(([, value]) => value !== null));
}

/**
 * Share of a seed's windows that predictions for any window of another seed get right by chance. Those of the same
 * learning rate alone would be a weak control: their amplitudes are of one size.
 */
function goodByChance(artifacts: readonly Run[]): PerSeed {
  const bySeed = contestedBySeed(artifacts);
  return ofSeeds(bySeed, (own, seed) => {
    const others = [...bySeed].flatMap(([other, runs]) => (other === seed ? [] : runs));
    const hits = own.flatMap(({ output }) =>
      others.map((other) =>
        Number(isGood(amplitudesRatio(output.amplitudes!.measured, other.output.amplitudes!.centralFlow))),
      ),
    );
    return ofAll(mean, hits);
  });
}

/** The tests of R3 from all artifacts of experiment `oscillation`. */
export function judgeOscillation(artifacts: readonly Run[]): ClaimTest[] {
  const good = (theory: 'evenCycle' | 'centralFlow') =>
    shareBySeed(artifacts, ({ output }) => isGood(amplitudeRatio(output, theory)));
  const [paper, rival] = [good('evenCycle'), good('centralFlow')];
  return [
    measuredTest({
      name: 'f′(x)/x = 2/η predicts the oscillation of the whole network',
      statistic: 'measured over predicted amplitude, median over the windows of a seed',
      values: bySeed(artifacts, (output) => amplitudeRatio(output, 'evenCycle'), median),
      rule: within(...oscillationRules.ratio),
      control: {
        name: 'oscillation before the crossing and at half the learning rate, over that at the edge, the larger',
        values: bySeed(artifacts, largestControl, max),
        rule: upperBelow(contestRules.absent),
      },
    }),
    measuredTest({
      name: 'no rival predicts the oscillation better than f′(x)/x = 2/η',
      statistic: `share of windows that the central flow predicts to within ${100 * contestRules.good} %, less that of the relation`,
      values: acrossKinds([rival, paper], ([theirs, own]) => theirs - own),
      rule: upperBelow(oscillationRules.lead),
      control: {
        name: 'central flow of any window of another seed, share within the same bounds',
        values: goodByChance(artifacts),
        rule: upperBelow(oscillationRules.shuffled),
      },
    }),
  ];
}
