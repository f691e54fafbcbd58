import {
  controlFinding,
  convergenceFinding,
  criticalErrorFinding,
  criticalFinding,
  errorFinding,
  hypothesesFinding,
  provedFinding,
  rickerFinding,
  slowDirectionFinding,
  slowFinding,
} from './findings.ts';
import { orbitsStudy, type OrbitsStudy } from './study.ts';

const missing = 'No run of this build has these orbits, so there is nothing to report here.';

/** Sentences about one-dimensional orbits that depend on what was measured. */
export function orbitsFindings() {
  const study = orbitsStudy();
  const of = (sentence: (known: OrbitsStudy) => string) => (study ? sentence(study) : missing);
  return {
    convergence: of(convergenceFinding),
    error: of(errorFinding),
    control: of(controlFinding),
    critical: of(criticalFinding),
    criticalError: of(criticalErrorFinding),
    ricker: of(rickerFinding),
    proved: of(provedFinding),
    slow: of(slowFinding),
    slowDirection: of(slowDirectionFinding),
    hypotheses: of(hypothesesFinding),
  };
}
