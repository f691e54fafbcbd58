import { normKinds } from '../../src/data/sample-norms.ts';
import type { ClaimTest } from '../../src/claims/claim.ts';
import { judgeConstruction } from '../../src/studies/construction/judge.ts';
import { judgeConstructionTrained } from '../../src/studies/construction/trained-judge.ts';
import { trainedChoices, trainedName } from '../../src/studies/construction/trained-settings.ts';
import { judgeDecay } from '../../src/studies/decay/judge.ts';
import { firstName, secondNames } from '../../src/studies/decay/schema.ts';
import { judgeEdge } from '../../src/studies/edge/judge.ts';
import type { Artifact } from '../../src/claims/experiment.ts';
import { judgeGrowth } from '../../src/studies/growth/judge.ts';
import { originModels, originSpreads } from '../../src/studies/origin/schema.ts';
import { judgeOrigin } from '../../src/studies/origin/judge.ts';
import { judgeOriginNetworks } from '../../src/studies/origin/networks-judge.ts';
import { judgeDoses } from '../../src/studies/oscillation/doses-judge.ts';
import { judgeOscillation } from '../../src/studies/oscillation/judge.ts';
import { judgeParity } from '../../src/studies/origin/parity-judge.ts';
import { judgeSeparateScales } from '../../src/studies/separate-scales/judge.ts';
import { judgedRates, settlingRates, variantName } from '../../src/studies/separate-scales/settings.ts';

/** Runs of an experiment, with the fields that its judge reads, and the judge. */
export interface Judged {
  readonly name: string;
  readonly judge: (artifacts: readonly Artifact<unknown>[]) => readonly ClaimTest[];
  readonly runs: readonly Artifact<unknown>[];
}

/** Not counted from 0, so that a place in a list is no seed. */
export const seeds = [4, 5, 6] as const;

function judged<O>(
  name: string,
  judge: (artifacts: readonly Artifact<O>[]) => readonly ClaimTest[],
  outputs: Readonly<Record<string, (shift: number) => unknown>>,
): Judged {
  const runs = Object.entries(outputs).flatMap(([variant, output]) =>
    seeds.map((seed, i) => ({
      id: `${name}-${variant}-seed${seed}`,
      variant,
      seed,
      status: 'complete' as const,
      output: output(1e-3 * i),
    })),
  );
  return { name, judge: judge as Judged['judge'], runs };
}

const event = (name: string, decayed: number, control: number) => ({
  name,
  before: Array<number>(41).fill(1),
  control: Array<number>(80).fill(control),
  decayed: Array<number>(80).fill(decayed),
  energy: { iterates: 1, centre: 0.5, quadratic: 1.2, quadraticAtTenth: 1.001 },
});

const decay = judged('decay', judgeDecay, {
  tanh4: (shift) => ({
    events: [
      event(firstName(5), 0.5 + shift, 1),
      event(firstName(2), 0.5 - shift, 1),
      event(secondNames.below, 0.99, 0.99 - shift),
      event(secondNames.at, 0.75 + shift, 0.95),
    ],
    races: [
      {
        name: firstName(5),
        decayed: Array<number>(30).fill(0.5 + shift),
        control: Array<number>(30).fill(1),
      },
    ],
  }),
});

const slice = (kind: string, exponent: number, decreasingShare: number) => ({
  kind,
  exponent,
  outerExponent: exponent,
  exponentAt3: exponent,
  decreasingShare,
});

const network = (exponent: number, share: number) => (shift: number) => ({
  growth: [
    slice('top eigenvector', exponent + shift * share, share),
    slice('random', exponent + shift * share, share),
  ],
});

const growth = judged('growth', judgeGrowth, { tanh4: network(1.2, 1), linear: network(2, 0) });

const originNetworks = judged(
  'origin-networks',
  judgeOriginNetworks,
  Object.fromEntries(
    normKinds.flatMap((norms) => [
      [`tanh4-${norms}`, network(norms === 'unit' ? 1.3 : 1.1, 1)],
      [`linear-${norms}`, network(2, 0)],
    ]),
  ),
);

const edgeRun =
  (statistics: object, status: string, share: number) =>
  (shift: number): unknown => ({
    statistics: {
      crossing: 100,
      meanRatio: 1.02 + shift,
      risesAfter: 0.4 + shift,
      lossRatio: 0.1 + shift,
      highestRatio: 0.5 + shift,
      risesBefore: 0,
      ...statistics,
    },
    orbits: [{ predicted: 1, amplitude: 1 + shift, status }],
    decreasingShares: [share, share],
  });

const edge = judged('edge', judgeEdge, {
  'tanh4-0.2': edgeRun({}, 'period 2', 1),
  'tanh4-0.3': edgeRun({}, 'period 2', 1),
  'tanh4-0.5': edgeRun({}, 'period 2', 1),
  'tanh4-small-rate': edgeRun({ crossing: null }, 'period 2', 1),
  linear: edgeRun({ crossing: null }, 'diverged', 0),
  'deep-linear': edgeRun({}, 'period 2', 1),
});

const oscillation = judged('oscillation', judgeOscillation, {
  'odd-0.1': (shift) => ({
    hovering: { meanRatio: 1, deviationRatio: 0.02, highestSecondRatio: 0.8 },
    amplitudes: {
      measured: 1000 ** (1 + 1e3 * shift),
      centralFlow: 1.001 * 1000 ** (1 + 1e3 * shift),
      evenCycle: (1.002 + shift) * 1000 ** (1 + 1e3 * shift),
    },
    controls: { before: 1e-3, halved: 1e-3 },
  }),
});

const dose = (m: number, measured: number) => ({
  dose: m,
  measured,
  predicted: 1,
  hovering: { meanRatio: 1, deviationRatio: 0.02, highestSecondRatio: 0.8 },
});

const doses = judged('oscillation-doses', judgeDoses, {
  'below-5': (shift) => ({ doses: [dose(0, 0.5 + shift), dose(1, 1 + shift)] }),
});

const parity = judged('parity', judgeParity, {
  'tenth-times-8': (shift) => ({ transitions: [{ width: 2.4 + shift, uniformWidth: 1.2 }] }),
  unit: (shift) => ({ transitions: [{ width: 1.4 + shift, uniformWidth: 1.2 }] }),
});

const scales =
  (curvatures: readonly number[], minima: number) =>
  (shift: number): unknown => ({
    scales: { plateaus: curvatures.map((curvature) => ({ curvature: curvature * (1 + shift) })) },
    lines: [{ minima }],
  });

const separateScales = judged('separate-scales', judgeSeparateScales, {
  ...Object.fromEntries(settlingRates.map((rate) => [variantName('relu', rate), scales([1 / rate, 1], 2)])),
  ...Object.fromEntries(
    judgedRates.flatMap((rate) =>
      ['tanh', 'linear'].map((name) => [variantName(name, rate), scales([1], 1)]),
    ),
  ),
});

const density = (activation: string, alpha: number, networkExponent: number, predicted: number) => ({
  activation,
  alpha,
  networkExponent,
  predicted,
});

const cycle = (magnitudes: string, alpha: number | null, exponent: number) => ({
  magnitudes,
  alpha,
  exponent,
  predicted: alpha && 1 / (3 - alpha),
});

const construction = judged('construction', judgeConstruction, {
  'zero-teacher': (shift) => ({
    counts: [
      { activation: 'tanh', magnitudes: [1, 100], networkCount: 2 },
      { activation: 'identity', magnitudes: [1, 100], networkCount: 1 },
    ],
    densities: [
      density('tanh', 2, 1.01 + shift, 1),
      density('tanh', 1.25, 0.26 + shift, 0.25),
      density('identity', 2, 2, 2),
      density('identity', 2.5, 2, 2),
    ],
    cycles: [cycle('density', 2.25, 1.33 + shift), cycle('density', 1.5, 0.66), cycle('one', null, 0.13)],
  }),
});

const trained = judged(
  'construction-trained',
  judgeConstructionTrained,
  Object.fromEntries(
    trainedChoices.map((choice) => [
      trainedName(choice),
      () => ({ scales: choice.activation === 'identity' ? 1 : choice.magnitudes }),
    ]),
  ),
);

const cells: Readonly<Record<string, object>> = {
  'tanh one': { scales: 1, band: 1.3, slope: 2 },
  'tanh three': { scales: 3, band: 1.2, slope: 0.2 },
  'tanh log-uniform': { scales: 1, band: 2.5, slope: 0.3 },
  'tanh density': { scales: 1, band: 4.5, slope: 1.01 },
};

const origin = judged('origin', judgeOrigin, {
  'two-by-two': () => ({
    cells: originModels.flatMap((model) =>
      originSpreads.map((spread) => ({
        ...{ model, spread, scales: 1, band: 0, slope: 2 },
        ...cells[`${model} ${spread}`],
      })),
    ),
  }),
});

/** One experiment of every judge that needs a run of its own kind; every test passes, and so does its control. */
export const judgedRuns: readonly Judged[] = [
  ...[growth, originNetworks, edge, decay, oscillation, doses, parity, separateScales],
  ...[construction, trained, origin],
];
