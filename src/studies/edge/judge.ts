import { max, mean, min, ofAll } from '../../math/statistics.ts';
import type { ClaimTest } from '../../claims/claim.ts';
import { orbitError } from './statistics.ts';
import { edgeRates, rateName, slicedRate } from './settings.ts';
import type { EdgeOutput } from './schema.ts';
import type { Artifact } from '../../claims/experiment.ts';
import { nounOf } from '../../measure/image-words.ts';
import {
  acrossKinds,
  exactly,
  lowerAbove,
  lowerAtLeast,
  measuredTest,
  perSeed,
  upperBelow,
  within,
  type PerSeed,
} from '../../claims/seed-tests.ts';

/** Thresholds of R3 on networks; committed before the run they judge. */
export const edgeRules = {
  /** Range of the mean of sharpness·η/2 after the crossing. */
  ratio: [0.97, 1.07],
  /** What it must stay below where gradient descent is not at the edge. */
  controlRatio: 0.9,
  /** Share of steps after the crossing that raise the loss. */
  rises: 0.3,
  /** Loss at the end over the loss at the crossing. */
  lossRatio: 0.2,
  /** Largest error of an orbit's amplitude against f′(x)/x = 2/η. */
  orbitError: 0.02,
  /** Share of distances on which f′(t)/t must fall for a slice to be subquadratic. */
  decreasingShare: 1,
  controlShare: 0.05,
} as const;

type Artifacts = readonly Artifact<EdgeOutput>[];
type Statistic = (output: EdgeOutput) => number | null;

/** One value a seed of a variant. */
export const edgeValues = (artifacts: Artifacts, variant: string, statistic: Statistic): PerSeed =>
  perSeed(
    artifacts.filter((artifact) => artifact.variant === variant),
    statistic,
  );

/** Per seed, the mean over the judged learning rates. */
const overRates = (artifacts: Artifacts, statistic: Statistic): PerSeed =>
  acrossKinds(
    edgeRates.map((rate) => edgeValues(artifacts, rateName(rate), statistic)),
    mean,
  );

const statistic =
  (name: keyof NonNullable<EdgeOutput['statistics']>): Statistic =>
  ({ statistics }) =>
    statistics?.[name] ?? null;

const worstOrbit: Statistic = ({ orbits }) => ofAll(max, orbits.map(orbitError));

const boundedShare: Statistic = ({ orbits }) =>
  ofAll(
    mean,
    orbits.map(({ status }) => Number(status !== 'diverged')),
  );

const lowestShare: Statistic = ({ decreasingShares }) => ofAll(min, decreasingShares);

/** Only a network that sits at the edge can speak about what keeps it there. */
const shareAtEdge: Statistic = (output) => (output.statistics?.crossing == null ? null : lowestShare(output));

const rates = edgeRates.join(', ');

/** The tests of R3 from all artifacts of experiment `edge`. */
export function judgeEdge(artifacts: Artifacts): ClaimTest[] {
  return [
    measuredTest({
      name: 'gradient descent holds the sharpness at 2/η',
      statistic: `mean of sharpness·η/2 from the crossing on, mean over η = ${rates}`,
      values: overRates(artifacts, statistic('meanRatio')),
      rule: within(...edgeRules.ratio),
      control: {
        name: 'linear network at a learning rate below its edge, largest sharpness·η/2',
        values: edgeValues(artifacts, 'linear', statistic('highestRatio')),
        rule: upperBelow(edgeRules.controlRatio),
      },
    }),
    measuredTest({
      name: 'the loss rises in many steps at the edge',
      statistic: `share of steps after the crossing that raise the loss, mean over η = ${rates}`,
      values: overRates(artifacts, statistic('risesAfter')),
      rule: lowerAbove(edgeRules.rises),
      control: {
        name: 'the same network at a small learning rate',
        values: edgeValues(artifacts, 'tanh4-small-rate', statistic('risesBefore')),
        rule: exactly(0),
      },
    }),
    measuredTest({
      name: 'the loss falls on at the edge',
      statistic: `loss at the end over loss at the crossing, mean over η = ${rates}`,
      values: overRates(artifacts, statistic('lossRatio')),
      rule: upperBelow(edgeRules.lossRatio),
      control: {
        name: 'gradient descent on slices of the linear network beyond the edge, share of orbits that stay bounded',
        values: edgeValues(artifacts, 'linear', boundedShare),
        rule: exactly(0),
      },
    }),
    measuredTest({
      name: 'on the network’s own slices gradient descent beyond the edge oscillates where f′(x)/x = 2/η',
      statistic: 'largest relative error of the predicted amplitude over all orbits of a seed',
      values: edgeValues(artifacts, rateName(slicedRate), worstOrbit),
      rule: upperBelow(edgeRules.orbitError),
      control: {
        name: 'slices of the linear network, share of orbits that stay bounded',
        values: edgeValues(artifacts, 'linear', boundedShare),
        rule: exactly(0),
      },
    }),
    measuredTest({
      name: 'networks at the edge have subquadratic slices, deep linear ones among them',
      statistic:
        'share of t in [0.01, 10] on which f′(t)/t falls, lowest of the sliced eigenvectors of a deep linear network at the edge',
      values: edgeValues(artifacts, 'deep-linear', shareAtEdge),
      rule: lowerAtLeast(edgeRules.decreasingShare),
      control: {
        name: `linear network on the same ${nounOf(artifacts)}`,
        values: edgeValues(artifacts, 'linear', lowestShare),
        rule: upperBelow(edgeRules.controlShare),
      },
    }),
  ];
}
