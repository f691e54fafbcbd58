import { dropSteps } from './event.ts';
import { decayVariants } from './settings.ts';
import { decay } from './run.ts';
import { buildInfo, judgedClaim } from '../../site/results.ts';
import { imagesOf } from '../../site/run-images.ts';
import { realFinding } from '../staircase/findings.ts';
import {
  accountFinding,
  directionsFinding,
  dropFinding,
  energyControlFinding,
  energyFinding,
  energyShare,
  gateFinding,
  lateFinding,
  outcomeFinding,
  overtakeFinding,
  quadraticFinding,
  ratioFinding,
  standfirst,
} from './findings.ts';
import { decayStudy } from './study.ts';

/** Sentences of the page of R4 that depend on what was measured on networks. */
export function decayFindings() {
  const study = decayStudy();
  return {
    standfirst: standfirst(judgedClaim('R4').verdict, study),
    drop: dropFinding(study),
    ratio: ratioFinding(study),
    energy: energyFinding(study),
    energyControl: energyControlFinding(study),
    energyShare: energyShare(study),
    directions: directionsFinding(study),
    quadratic: quadraticFinding(study),
    gate: gateFinding(study),
    overtake: overtakeFinding(study),
    outcome: outcomeFinding(study),
    late: lateFinding(study),
    account: accountFinding(study),
    staircase: realFinding(judgedClaim('R4').tests),
  };
}

const grouped = (count: number) => count.toLocaleString('en-GB');

/** What the runs were set to, in the words of the page. */
export function decaySettings() {
  const [run] = decayStudy();
  const { hidden, images, learningRate, firsts, raceSteps, second } = run
    ? decay.parameters.parse(run.parameters)
    : decayVariants('full').tanh4.parameters;
  return {
    hidden: hidden.join('–'),
    samples: images.samples,
    images: imagesOf(run ? [run] : [], buildInfo().dataset).name,
    learningRate,
    firsts: firsts.map(({ step, factor }) => `by ${factor} at step ${grouped(step)}`).join(', in another '),
    raceSteps: grouped(raceSteps),
    second: { ...second, step: grouped(second.step) },
    dropSteps,
  };
}
