import { separateScales } from './run.ts';
import { plateauDetector } from '../../math/plateaus.ts';
import { countWord } from '../../figures/numbers.ts';
import { buildInfo, judgedClaim } from '../../site/results.ts';
import { imagesOf } from '../../measure/image-words.ts';
import {
  basinsConclusion,
  controlFinding,
  lawFinding,
  linesFinding,
  otherLinesFinding,
  outerMinimaFinding,
  pinnedFinding,
  rangesFinding,
  scalesFinding,
  scopeFinding,
  standfirst,
} from './findings.ts';
import { scalesStudy } from './study.ts';

const missing = 'No run of this build came to its scales, so there is nothing to report here.';

/** Sentences of the page of R2 that depend on what was measured. */
export function scalesFindings() {
  const study = scalesStudy();
  const of = (sentence: (known: NonNullable<typeof study>) => string) => (study ? sentence(study) : missing);
  return {
    standfirst: of((known) => standfirst(judgedClaim('R2').verdict, known)),
    scales: of(scalesFinding),
    ranges: of(rangesFinding),
    control: of(controlFinding),
    law: of(lawFinding),
    pinned: of(pinnedFinding),
    lines: of(linesFinding),
    otherLines: of(otherLinesFinding),
    outerMinima: of(outerMinimaFinding),
    basins: study ? basinsConclusion(study) : '',
    scope: of(scopeFinding),
  };
}

/** What the runs were set to, in the words of the page. */
export function scalesSettings() {
  const run = scalesStudy()?.artifacts.find(({ variant }) => variant.startsWith('relu'));
  const { hidden, images, training, randomDirections, lineSlice } = run
    ? separateScales.parameters.parse(run.parameters)
    : separateScales.variants('full')['relu-0.3'].parameters;
  return {
    hidden: hidden.join('–'),
    samples: images.samples,
    images: imagesOf(run ? [run] : [], buildInfo().dataset).name,
    learningRate: training.learningRate,
    steps: training.maxSteps.toLocaleString('en-GB'),
    settleSteps: training.settleSteps,
    directions: countWord(randomDirections),
    grid: lineSlice.pointsPerDecade,
    detector: plateauDetector,
  };
}
