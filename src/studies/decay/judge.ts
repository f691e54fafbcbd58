import { mean, ofAll } from '../../math/statistics.ts';
import type { ClaimTest } from '../../claims/claim.ts';
import { firstName, secondNames, type DecayEvent, type DecayOutput } from './schema.ts';
import { dropOverEnergy, dropRatio, dropSteps, lastingGain, secondDrop } from './statistics.ts';
import type { Artifact } from '../../claims/experiment.ts';
import {
  lowerAbove,
  measuredTest,
  perSeed,
  upperBelow,
  within,
  type PerSeed,
} from '../../claims/seed-tests.ts';

/** Thresholds of R4 on networks, committed before the run they judge. */
export const decayRules = {
  /** Loss 20 steps after a decay over the loss before. */
  drop: 0.65,
  /** Range of the drop over the energy of the oscillation, and what the control stays below. */
  energy: [0.9, 1.15],
  controlEnergy: 0.9,
  /** Loss after a second decay over that without it, where it counts as a drop and where as none. */
  second: 0.95,
  noSecond: 0.97,
  /** Departure of the oscillation's energy from ½δᵀHδ that takes it beyond one quadratic scale. */
  beyond: 0.1,
  controlBeyond: 0.01,
} as const;

type Artifacts = readonly Artifact<DecayOutput>[];

const firsts = ({ events }: DecayOutput): DecayEvent[] =>
  events.filter(({ name }) => name.startsWith('first'));

const overFirsts = (artifacts: Artifacts, statistic: (event: DecayEvent) => number): PerSeed =>
  perSeed(artifacts, (output) => ofAll(mean, firsts(output).map(statistic)));

const departure = (ratio: number) => Math.abs(ratio - 1);

/** The tests of R4 from all artifacts of experiment `decay`. */
export function judgeDecay(artifacts: Artifacts): ClaimTest[] {
  const noSecond = {
    name: `a decay below the edge, loss ${dropSteps} steps later over that without it`,
    values: perSeed(artifacts, (output) => secondDrop(output, secondNames.below)),
    rule: lowerAbove(decayRules.noSecond),
  };
  return [
    measuredTest({
      name: 'the loss drops at once when the learning rate is cut at the edge',
      statistic: `loss ${dropSteps} steps after the decay over the loss before, mean over decays by 5 and by 2`,
      values: overFirsts(artifacts, (event) => dropRatio(event, event.decayed)),
      rule: upperBelow(decayRules.drop),
      control: {
        name: 'the undecayed run from the same iterate',
        values: overFirsts(artifacts, (event) => dropRatio(event, event.control)),
        rule: lowerAbove(decayRules.drop),
      },
    }),
    measuredTest({
      name: 'the drop is the energy of the oscillation',
      statistic:
        'fall of the loss over the loss of the iterates less that of their centre, mean over decays by 5 and by 2',
      values: overFirsts(artifacts, (event) => dropOverEnergy(event, event.decayed)),
      rule: within(...decayRules.energy),
      control: {
        name: 'the undecayed run from the same iterate',
        values: overFirsts(artifacts, (event) => dropOverEnergy(event, event.control)),
        rule: upperBelow(decayRules.controlEnergy),
      },
    }),
    measuredTest({
      name: 'a second decay at the edge drops the loss again',
      statistic: `loss ${dropSteps} steps after the second decay over that without it`,
      values: perSeed(artifacts, (output) => secondDrop(output, secondNames.at)),
      rule: upperBelow(decayRules.second),
      control: noSecond,
    }),
    measuredTest({
      name: 'what a decay gains on the undecayed run lasts',
      statistic: 'loss with the decay by 5 over that without it, at the end of the race',
      values: perSeed(artifacts, ({ races }) => {
        const race = races.find(({ name }) => name === firstName(5));
        return race ? lastingGain(race) : null;
      }),
      rule: upperBelow(1),
      control: noSecond,
    }),
    measuredTest({
      name: 'the oscillation that a decay ends reaches beyond one quadratic scale',
      statistic: 'departure of its energy from ½δᵀHδ, as a share, mean over decays by 5 and by 2',
      values: overFirsts(artifacts, ({ energy }) => departure(energy.quadratic)),
      rule: lowerAbove(decayRules.beyond),
      control: {
        name: 'a tenth of the oscillation',
        values: overFirsts(artifacts, ({ energy }) => departure(energy.quadraticAtTenth)),
        rule: upperBelow(decayRules.controlBeyond),
      },
    }),
  ];
}
