import { bowlLoss, descendBowl, slowRemainder, turned, type InclinedBowl } from '../../math/inclined-bowl.ts';
import type { Random } from '../../math/random.ts';
import { sumOfScales } from '../../math/staircase.ts';
import type { BowlRun, StaircaseParameters } from './schema.ts';

/** A slow quadratic direction beside the bowls, turned by 0.5 rad. */
const slow = 0.02;
const angle = 0.5;
const bowlStages = { inTime: [900, 300, 300], early: [20, 100, 300] } as const;

/** The same schedule in two dimensions, decayed in time and too early. */
export function bowls({ scales, learningRates, start }: StaircaseParameters, source: Random): BowlRun[] {
  const bowl: InclinedBowl = { section: sumOfScales(scales), slow, angle: angle + 0.2 * source.uniform() };
  const [, later, last] = bowlStages.inTime;
  return [bowlStages.inTime[0], ...bowlStages.early].map((first) => {
    const lengths = [first, later, last];
    const stages = learningRates.map((learningRate, i) => ({ learningRate, steps: lengths[i] }));
    const ends = descendBowl(bowl, turned(-bowl.angle, [start, start]), stages);
    return {
      stages: lengths,
      losses: ends.map((end) => bowlLoss(bowl, end)),
      remainder: slowRemainder(slow, start, stages),
    };
  });
}
