import {
  earlyFinding,
  gainFinding,
  levelsFinding,
  plateauFinding,
  quadraticFinding,
  twoScalesFinding,
  wellsFinding,
} from './findings.ts';
import { staircaseStudy, type StaircaseStudy } from './study.ts';

const missing = 'No run of this build went down a staircase, so there is nothing to report here.';

/** Sentences about learning-rate decay on sums of scales that depend on what was measured. */
export function staircaseFindings() {
  const study = staircaseStudy();
  const of = (sentence: (known: StaircaseStudy) => string) => (study ? sentence(study) : missing);
  return {
    plateaus: of(plateauFinding),
    levels: of(levelsFinding),
    gain: of(gainFinding),
    twoScales: of(twoScalesFinding),
    early: of(earlyFinding),
    wells: of(wellsFinding),
    quadratic: of(quadraticFinding),
  };
}
