import { dosedNetwork } from '../oscillation/settings.ts';
import { edgeVariants, edgeRates, rateName, slicedRate } from './settings.ts';
import type { Envelope } from '../../claims/envelope.ts';
import { edge } from './run.ts';
import { oscillation } from '../oscillation/run.ts';
import { countWord } from '../../figures/numbers.ts';
import { buildInfo, judgedClaim } from '../../site/results.ts';
import { imagesOf } from '../../measure/image-words.ts';
import {
  conditioningFinding,
  contestConclusion,
  contestFinding,
  everywhereFinding,
  quartilesFinding,
  undefinedFinding,
} from '../oscillation/contest-findings.ts';
import { controlsFinding, misuseFinding } from '../oscillation/controls-findings.ts';
import { convergenceFinding, directionsFinding, insideFinding } from '../oscillation/directions-findings.ts';
import {
  divergedFinding,
  dosesFinding,
  leftOutFinding,
  remainingFinding,
} from '../oscillation/doses-findings.ts';
import {
  deepLinearFinding,
  necessityFinding,
  orbitControlFinding,
  orbitFinding,
  sidewaysFinding,
} from './orbits-findings.ts';
import { standfirst } from './standfirst.ts';
import { atRate, edgeStudy } from './study.ts';
import {
  companionsFinding,
  crossEntropyFinding,
  crossingFinding,
  risesFinding,
  trainingControlFinding,
  trainingFinding,
} from './training-findings.ts';

/** Sentences of the page of R3 that depend on what was measured on networks. */
export function edgeFindings() {
  const study = edgeStudy();
  return {
    standfirst: standfirst(judgedClaim('R3').verdict, study),
    training: trainingFinding(study),
    trainingControl: trainingControlFinding(study),
    crossing: crossingFinding(study),
    rises: risesFinding(study),
    companions: companionsFinding(study),
    crossEntropy: crossEntropyFinding(study),
    orbits: orbitFinding(study),
    orbitControl: orbitControlFinding(study),
    deepLinear: deepLinearFinding(study),
    sideways: sidewaysFinding(study),
    necessity: necessityFinding(study),
    contest: contestFinding(study),
    undefined: undefinedFinding(study),
    everywhere: everywhereFinding(study),
    relation: quartilesFinding(study, 'evenCycle'),
    flow: quartilesFinding(study, 'centralFlow'),
    conditioning: conditioningFinding(study),
    conclusion: contestConclusion(study),
    controls: controlsFinding(study),
    misuse: misuseFinding(study),
    doses: dosesFinding(study.doses),
    remaining: remainingFinding(study.doses),
    diverged: divergedFinding(study.doses),
    leftOut: leftOutFinding(study.doses),
    directions: directionsFinding(study.directions),
    inside: insideFinding(study.directions),
    convergence: convergenceFinding(study.directions),
  };
}

const grouped = (count: number) => count.toLocaleString('en-GB');

/** What an artifact was run with, or what the full profile runs it with. */
const parametersOf = <P>(
  schema: { parse: (value: unknown) => P },
  run: Envelope | undefined,
  otherwise: P,
): P => (run ? schema.parse(run.parameters) : otherwise);

/** What the runs were set to, in the words of the page. */
export function edgeSettings() {
  const study = edgeStudy();
  const [training, window] = [
    parametersOf(
      edge.parameters,
      atRate(study, slicedRate)[0],
      edgeVariants('full')[rateName(slicedRate)].parameters,
    ),
    parametersOf(oscillation.parameters, study.windows[0], { ...dosedNetwork, centresEvery: 10 }),
  ];
  return {
    hidden: training.hidden.join('–'),
    samples: training.images.samples,
    images: imagesOf(atRate(study, slicedRate), buildInfo().dataset).name,
    rates: countWord(edgeRates.length),
    sharpest:
      training.directions === 1
        ? 'the sharpest direction and restrict the loss to the line along it'
        : `the ${countWord(training.directions)} sharpest directions and restrict the loss to the line along each of them`,
    slicedRate,
    steps: grouped(training.steps),
    excesses: training.excesses.map(String),
    windowSteps: window.window,
    delay: window.delay,
    centresEvery: window.centresEvery,
  };
}
