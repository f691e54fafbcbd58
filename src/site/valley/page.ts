import {
  catapultFinding,
  driftErrorsFinding,
  driftFinding,
  finalFinding,
  floorFinding,
  hoverErrorFinding,
  hoverFinding,
  quadraticFinding,
  underflowFinding,
} from './findings.ts';
import { valleyStudy, type ValleyStudy } from './study.ts';

const missing = 'No run of this build went along a valley, so there is nothing to report here.';

/** Sentences about valleys of minima that depend on what was measured. */
export function valleyFindings() {
  const study = valleyStudy();
  const of = (sentence: (known: ValleyStudy) => string) => (study ? sentence(study) : missing);
  return {
    drift: of(driftFinding),
    driftErrors: of(driftErrorsFinding),
    final: of(finalFinding),
    hover: of(hoverFinding),
    hoverError: of(hoverErrorFinding),
    quadratic: of(quadraticFinding),
    floor: of(floorFinding),
    catapult: of(catapultFinding),
    underflow: of(underflowFinding),
  };
}
