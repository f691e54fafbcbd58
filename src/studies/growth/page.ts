import { tanh4 } from './settings.ts';
import { growthParameters } from '../../measure/network-growth.ts';
import { countWord } from '../../figures/numbers.ts';
import { buildInfo, judgedClaim } from '../../site/results.ts';
import { imagesOf } from '../../measure/image-words.ts';
import {
  controlFinding,
  convexityFinding,
  directionsFinding,
  gradientFinding,
  riseFinding,
  standfirst,
  startFinding,
} from './findings.ts';
import { explanationFinding, failuresFinding, matrixFinding, scopeFinding } from './matrix-findings.ts';
import { matrixStudy } from './matrix-study.ts';
import { growthStudy } from './study.ts';

const missing = 'No run of this build came to its slices, so there is nothing to report here.';

/** Sentences of the page of R1 that depend on what was measured. */
export function growthFindings() {
  const study = growthStudy();
  if (!study)
    return {
      standfirst: missing,
      rise: missing,
      start: missing,
      convexity: missing,
      control: missing,
      directions: missing,
      gradient: '',
      failures: missing,
      explanation: '',
      scope: missing,
    };
  const matrix = matrixStudy();
  return {
    standfirst: standfirst(judgedClaim('R1').verdict, study),
    rise: riseFinding(study),
    start: startFinding(study),
    convexity: convexityFinding(study),
    control: controlFinding(study),
    directions: directionsFinding(study),
    gradient: gradientFinding(study),
    failures: matrix ? `${matrixFinding(matrix)} ${failuresFinding(matrix)}` : missing,
    explanation: explanationFinding(matrix ?? []),
    scope: scopeFinding(
      matrix ?? [
        { variant: 'tanh4', artifacts: study.tanh },
        { variant: 'linear', artifacts: study.linear },
      ],
    ),
  };
}

/** What the runs of the tanh network were set to, in the words of the page. */
export function growthSettings() {
  const run = growthStudy()?.tanh[0];
  const { hidden, activation, images, training, eigenpairs } = run
    ? growthParameters.parse(run.parameters)
    : tanh4;
  const { name, noun } = imagesOf(run ? [run] : [], buildInfo().dataset);
  const { samples } = images;
  const side = run && Math.sqrt(run.model.layers[0]);
  return {
    hidden: hidden.join('–'),
    activation,
    data: side ? `${samples} ${name} of ${side} × ${side} pixels` : `${samples} ${name}`,
    noun,
    learningRate: training.learningRate,
    targetLoss: training.targetLoss,
    settleSteps: training.settleSteps,
    eigenpairs: countWord(eigenpairs),
  };
}
