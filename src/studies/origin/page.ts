import { buildInfo, judgedClaim } from '../../site/results.ts';
import { imagesOf } from '../../measure/image-words.ts';
import { conclusion, constructedConclusion, loweringConclusion } from './conclusions.ts';
import {
  cellsFinding,
  boundedConclusion,
  edgeFinding,
  largestFinding,
  linearFinding,
  loweringFinding,
  networksFinding,
  otherLossFinding,
  parityFinding,
  standfirst,
  tanhFinding,
} from './findings.ts';
import { networkRuns, originRuns, parityRuns } from './study.ts';

const missing = 'No run of this build measured this, so there is nothing to report here.';

/** Sentences of the page of R5 that depend on what was measured. */
export function originFindings() {
  const of = <T>(runs: readonly T[], sentence: (known: readonly T[]) => string) =>
    runs.length === 0 ? missing : sentence(runs);
  const { tests } = judgedClaim('R5');
  const { noun } = originSettings();
  const [cells, networks, regressions] = [originRuns(), networkRuns(), parityRuns()];
  return {
    standfirst: of(cells, (known) => standfirst(judgedClaim('R5'), known, noun)),
    cells: of(cells, cellsFinding),
    tanh: of(cells, tanhFinding),
    linear: of(cells, linearFinding),
    edge: of(cells, edgeFinding),
    bounded: cells.length === 0 ? '' : boundedConclusion(cells),
    otherLoss: of(cells, otherLossFinding),
    networks: of(networks, networksFinding),
    lowering: of(networks, loweringFinding),
    parity: of(regressions, parityFinding),
    shares: of(networks, largestFinding),
    constructed: constructedConclusion(tests),
    lowered: loweringConclusion(tests),
    conclusion: conclusion(tests, noun),
  };
}

/** What the networks were trained on, in the words of the page. */
export const originSettings = () => imagesOf([...networkRuns(), ...parityRuns()], buildInfo().dataset);
