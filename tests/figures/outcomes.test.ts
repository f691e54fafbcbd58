import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { JudgedClaim } from '../../src/claims/claim.ts';
import { tanh4 } from '../../src/studies/growth/settings.ts';
import { constructedTests } from '../../src/studies/origin/judge.ts';
import { loweringTest, whateverTests } from '../../src/studies/origin/networks-judge.ts';
import { parityTest } from '../../src/studies/origin/parity-judge.ts';
import { conclusionFinding, noiseFinding, profileFinding } from '../../src/studies/detector/findings.ts';
import { sidewaysFinding } from '../../src/studies/edge/orbits-findings.ts';
import { risesFinding } from '../../src/studies/edge/training-findings.ts';
import { explanationFinding, scopeFinding } from '../../src/studies/growth/matrix-findings.ts';
import { gradientFinding } from '../../src/studies/growth/findings.ts';
import {
  conclusion,
  followsConclusion,
  loweringConclusion,
} from '../../src/studies/origin/conclusion-findings.ts';
import { boundedConclusion, otherLossFinding } from '../../src/studies/origin/findings.ts';
import {
  plateauFinding,
  realFinding,
  singleFinding,
  sufficiencyFinding,
  wellsFinding,
} from '../../src/studies/staircase/findings.ts';
import {
  failureHeadings,
  failuresFinding,
  reluFinding,
  staircaseFindings,
  stuckFinding,
} from '../../src/studies/construction/failures-findings.ts';
import { metricFinding } from '../../src/studies/construction/trained-findings.ts';
import {
  catapultFinding,
  driftFinding,
  finalFinding,
  floorFinding,
  stabilisationFinding,
} from '../../src/studies/valley/findings.ts';
import { exampleEdge, quadratic, subquadratic } from './edge-example.ts';
import { exampleStudy, superquadratic } from './growth-example.ts';
import { exampleConstruction, exampleDetector, exampleOrigin } from './layers-example.ts';
import { exampleStaircase, exampleValley } from './theory-example.ts';

const pages = ['claims', 'parts'].flatMap((folder) =>
  readdirSync(`content/${folder}`).map((file) => `content/${folder}/${file}`),
);

test.each(pages)('%s names no data set: a build may have run on other images', (page) => {
  expect(readFileSync(page, 'utf8').replaceAll('seven digits', '')).not.toMatch(/MNIST|\bdigits\b/);
});

const tests = (passing: readonly string[], failing: readonly string[]) =>
  [...passing, ...failing].map((name) => ({
    name,
    passes: passing.includes(name),
    control: { passes: true },
  })) as unknown as JudgedClaim['tests'];

test('what R5 concludes depends on which of its tests pass, and is said of the images that were used', () => {
  const [constructed, whatever] = [Object.values(constructedTests), Object.values(whateverTests)];
  const all = [...constructed, ...whatever, loweringTest, parityTest];
  const without = (...names: string[]) =>
    tests(
      all.filter((name) => !names.includes(name)),
      names,
    );
  expect(followsConclusion(without(), 'digits')).toMatch(/in the construction and in trained networks/);
  expect(followsConclusion(without(loweringTest), 'images')).toMatch(
    /trained networks on real images do not/,
  );
  expect(followsConclusion(without(constructed[0]), 'digits')).toMatch(/construction does not follow/);
  expect(followsConclusion(without(constructed[0], loweringTest), 'digits')).toMatch(/^Neither/);
  expect(loweringConclusion(without(loweringTest))).toMatch(/that growth is there with data of one norm/);
  expect(loweringConclusion(without(loweringTest, whatever[1]))).not.toMatch(/is there/);
  expect(conclusion(without(loweringTest), 'images')).toMatch(/on images do not follow: they grow subquad/);
  expect(conclusion(without(loweringTest, whatever[1]), 'images')).not.toMatch(/they grow subquadratically/);
  expect(conclusion(without(loweringTest, constructed[0]), 'digits')).not.toMatch(/true of the construction/);
});

test('the caveats of R5 follow their cells', async () => {
  const runs = await exampleOrigin();
  expect(boundedConclusion(runs)).toMatch(/^<i>Several scales are not/);
  const diverging = runs.map((run) => ({
    ...run,
    cells: run.cells.map((cell) => ({ ...cell, edge: { ...cell.edge, bounded: false } })),
  }));
  expect(boundedConclusion(diverging)).not.toMatch(/are not what keeps/);
  expect(otherLossFinding(runs)).toMatch(/So a convex model/);
  const quadraticLoss = runs.map((run) => ({
    ...run,
    otherLoss: run.otherLoss.map((one) => ({ ...one, band: 0 })),
  }));
  expect(otherLossFinding(quadraticLoss)).not.toMatch(/So a convex model/);
});

test('who is judged on R1, and why the rows should differ, follow the runs', () => {
  const parameters = { ...tanh4, images: { ...tanh4.images, samples: 150 } };
  const network = (variant: string, rise = superquadratic) => ({
    variant,
    words: variant,
    name: variant,
    group: 'other',
    artifacts: exampleStudy(rise).tanh.map((run) => ({ ...run, parameters })),
  });
  expect(scopeFinding([network('tanh4'), network('linear')])).toMatch(
    /over 2 seeds.*nothing else was measured/,
  );
  expect(scopeFinding([network('tanh4'), network('relu'), network('cnn')])).toMatch(
    /the two others have 2 seeds each/,
  );
  expect(scopeFinding([network('tanh4'), network('relu')])).toMatch(
    /the other one has 2 seeds and judges nothing\. All are small and trained on 150 images/,
  );
  expect(explanationFinding([network('relu')])).toMatch(/in 1 of 1 such network\.$/);
  expect(explanationFinding([network('cnn')])).toMatch(/in 0 of 1 such network\.$/);
  expect(gradientFinding(exampleStudy())).toMatch(/of the largest curvature/);
});

test('at the edge the loss is said to fall only where it does', () => {
  const { descents } = exampleEdge();
  expect(risesFinding(descents)).toMatch(/it falls all the same/);
  const rising = descents.map((run) => ({
    ...run,
    statistics: run.statistics && { ...run.statistics, lossRatio: 1.2 },
  }));
  expect(risesFinding(rising)).not.toMatch(/falls/);
});

test('sideways motion is concluded only from a network at the edge whose slices throw descent out', () => {
  expect(sidewaysFinding(exampleEdge(subquadratic).descents)).toMatch(/must move sideways/);
  const { descents } = exampleEdge(quadratic);
  const without = descents.filter(({ variant }) => variant !== 'deep-linear');
  expect(sidewaysFinding(without)).toBe('');
});

test('what valleys are said to do is what they did', async () => {
  const study = await exampleValley();
  expect(driftFinding(study)).toMatch(/as the two-cycle predicts, to/);
  expect(finalFinding(study)).toMatch(/just below the edge/);
  expect(floorFinding(study)).toMatch(/settles at the predicted/);
  expect(catapultFinding(study)).toMatch(/catapult/);
  expect(stabilisationFinding(study)).toMatch(/self-stabilisation/);
  const other = study.map((seed) => ({
    ...seed,
    drifts: seed.drifts.map((one) => ({ ...one, error: 0.4, final: 1.2 })),
    hovers: seed.hovers.map((one) => ({ ...one, status: 'diverged' as const, ratio: null })),
    floors: seed.floors.map((one) => ({ ...one, amplitude: 3 })),
  }));
  expect(driftFinding(other)).toMatch(/differs from what the two-cycle predicts by up to 40/);
  expect(finalFinding(other)).not.toMatch(/below the edge/);
  expect(floorFinding(other)).toMatch(/does not always settle/);
  expect(stabilisationFinding(other)).toMatch(/^Nothing but subquadratic growth/);
});

test('the staircase is called real, sufficient and its plateaus held only where they are', async () => {
  const study = await exampleStaircase();
  expect(plateauFinding(study)).toMatch(/holds the loss at/);
  expect(wellsFinding(study)).toMatch(/form hold their plateaus/);
  expect(singleFinding(study)).toMatch(/has none/);
  const other = {
    ...study,
    seeds: study.seeds.map((seed) => ({
      ...seed,
      plateaus: seed.plateaus.map((one) => ({ ...one, measured: 2 * one.measured })),
      gaussianWells: seed.gaussianWells.map((one) => ({ ...one, errors: one.errors.map(() => 0.005) })),
      pictures: { ...seed.pictures, single: { step: [0, 1], loss: [1, 0.9] } },
    })),
  };
  expect(plateauFinding(other)).toMatch(/leaves the loss near/);
  expect(wellsFinding(other)).toMatch(/do not hold.*/);
  expect(wellsFinding(other)).not.toMatch(/wanders/);
  expect(singleFinding(other)).toMatch(/has a plateau as well/);
  const judged = ['theory: a', 'theory: b'];
  expect(sufficiencyFinding(tests(judged, []))).toMatch(/<i>sufficient<\/i>/);
  expect(sufficiencyFinding(tests(judged, ['theory: c']))).not.toMatch(/sufficient/);
  expect(sufficiencyFinding([])).not.toMatch(/sufficient/);
  expect(realFinding(tests(judged, ['the drop']))).toMatch(/is real/);
  expect(realFinding(tests(judged, ['theory: c']))).not.toMatch(/is real/);
});

test('where the construction fails is read off its runs', async () => {
  const study = await exampleConstruction();
  expect(reluFinding(study)).toMatch(/has one scale/);
  expect(metricFinding(study)).toMatch(/does (less well|as well):/);
  const other = {
    ...study,
    exact: study.exact.map((run) => ({
      ...run,
      failures: {
        ...run.failures,
        relu: { ...run.failures.relu, count: 3 },
        sine: { ...run.failures.sine, singleCount: 1 },
        staircase: { ...run.failures.staircase, network: [1, 1e-9] },
      },
    })),
  };
  expect(failuresFinding(other)).toBe(
    'A ReLU network has several scales, a sine unit is counted as having no more than there are, and gradient descent walks down those of a tanh network.',
  );
  expect(failureHeadings(other)).toEqual({ relu: 'ReLU: not quadratic', descent: 'tanh: descent' });
  expect(reluFinding(other)).toMatch(/has 3 scales; its exponent is off/);
  expect(staircaseFindings(other).opening).not.toMatch(/No staircase/);
  expect(stuckFinding(other)).toMatch(/comes down to/);
});

test('the detector is trusted as far as it counted right', async () => {
  const study = await exampleDetector();
  const with_ = (accuracy: number) => ({
    ...study,
    seeds: study.seeds.map((seed) => ({
      ...seed,
      accuracies: seed.accuracies.map((one) => ({ ...one, accuracy })),
    })),
  });
  expect(conclusionFinding(with_(1))).toMatch(/At every separation tried/);
  expect(conclusionFinding(with_(0))).toMatch(/can look like one\. .* is not enough by this measure/);
  expect(noiseFinding(with_(1))).toMatch(/counts right at 100 times apart/);
  expect(noiseFinding(with_(0))).toMatch(/fails even/);
  expect(profileFinding(with_(1))).toMatch(/^It hardly depends/);
});
