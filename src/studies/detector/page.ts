import {
  conclusionFinding,
  networkFinding,
  noiseFinding,
  profileFinding,
  separationFinding,
} from './findings.ts';
import { detectorStudy, type DetectorStudy } from './study.ts';

const missing = 'The accuracy of the detector was not measured in this build.';

/** Sentences about the detector of scales that depend on what was measured. */
export function detectorFindings() {
  const study = detectorStudy();
  const of = (sentence: (known: DetectorStudy) => string) => (study ? sentence(study) : missing);
  return {
    separation: of(separationFinding),
    profiles: of(profileFinding),
    noise: of(noiseFinding),
    networks: of(networkFinding),
    conclusion: of(conclusionFinding),
  };
}
