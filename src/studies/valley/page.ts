import { tiltedStart } from './runs.ts';
import { valley } from './run.ts';
import {
  catapultFinding,
  driftErrorsFinding,
  driftFinding,
  finalFinding,
  floorFinding,
  hoverErrorFinding,
  hoverFinding,
  quadraticFinding,
  stabilisationFinding,
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
    stabilisation: of(stabilisationFinding),
    floor: of(floorFinding),
    catapult: of(catapultFinding),
    underflow: of(underflowFinding),
  };
}

/** What the valleys were set to, in the words of the page. */
export function valleySettings() {
  const run = valleyStudy()?.seeds[0];
  const { noise } = run
    ? valley.parameters.parse(run.parameters)
    : valley.variants('full')['valley'].parameters;
  return { start: tiltedStart, noise };
}
