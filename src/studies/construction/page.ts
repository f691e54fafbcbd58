import { construction } from './run.ts';
import { constructionTrained } from './trained-run.ts';
import { countWord } from '../../figures/numbers.ts';
import { judgedClaim } from '../../site/results.ts';
import {
  conclusion,
  countFinding,
  cycleFinding,
  endsFinding,
  exponentFinding,
  linearFinding,
  metricFinding,
  peakFinding,
  reluFinding,
  sineFinding,
  staircaseFindings,
  standfirst,
  stuckFinding,
  trainedControlFinding,
  trainedFinding,
} from './findings.ts';
import { constructionStudy, type ConstructionStudy } from './study.ts';

const missing = 'No run of this build measured the construction, so there is nothing to report here.';

/** Sentences of the page of R6 that depend on what was measured. */
export function constructionFindings() {
  const study = constructionStudy();
  const of = (sentence: (known: ConstructionStudy) => string) => (study ? sentence(study) : missing);
  return {
    standfirst: of((known) => standfirst(judgedClaim('R6').verdict, known)),
    counts: of(countFinding),
    peaks: of(peakFinding),
    linear: of(linearFinding),
    exponents: of(exponentFinding),
    ends: of(endsFinding),
    cycles: of(cycleFinding),
    trained: of(trainedFinding),
    trainedControl: of(trainedControlFinding),
    metric: of(metricFinding),
    relu: of(reluFinding),
    sine: of(sineFinding),
    stuck: of(stuckFinding),
    staircase: study ? staircaseFindings(study) : { opening: '', lesson: '' },
    conclusion: conclusion(judgedClaim('R6').verdict),
  };
}

/** What the runs were set to, in the words of the page. */
export function constructionSettings() {
  const study = constructionStudy();
  const exact = study
    ? construction.parameters.parse(study.exact[0].parameters)
    : construction.variants('full')['zero-teacher'].parameters;
  const trained = study
    ? constructionTrained.parameters.parse(study.trained[0].parameters)
    : constructionTrained.variants('full')['tanh-3'].parameters;
  return {
    hidden: exact.hidden,
    inputs: exact.inputs,
    directions: countWord(exact.directions),
    trained: {
      hidden: trained.hidden,
      inputs: trained.inputs,
      samples: countWord(trained.samples),
      ratio: trained.ratio,
      directions: countWord(trained.directions),
    },
  };
}
