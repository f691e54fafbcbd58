import { drawnFrom } from '../../../figures/study-figure.ts';
import { energyCounts, firstName, type DecayEvent } from '../schema.ts';
import { dropSteps } from '../statistics.ts';
import type { Axis, Curve, FigureData, Panel, Points, Role } from '../../../figures/figure-data.ts';
import { counted, listed } from '../../../figures/numbers.ts';
import { stepsAround } from '../../../figures/scale.ts';
import { energyControlFinding, energyFinding } from '../findings.ts';
import {
  decayRuns,
  eventsOf,
  firstEvents,
  firstFactors,
  type DecayRun,
  type SeedEvent,
} from '../selections.ts';

/** As a share of the loss of the iterates. */
const energyOf = ({ energy: { iterates, centre } }: DecayEvent): number => (iterates - centre) / iterates;

const fallOf = ({ energy: { iterates } }: DecayEvent, after: readonly number[]): number =>
  (iterates - after[dropSteps - 1]) / iterates;

function fallPoints(
  events: readonly SeedEvent[],
  name: string,
  role: Role,
  after: (event: DecayEvent) => readonly number[],
  shape?: Points['shape'],
): Points {
  return {
    kind: 'points',
    name,
    role,
    ...(shape && { shape }),
    x: events.map(({ event }) => energyOf(event)),
    y: events.map(({ event }) => fallOf(event, after(event))),
  };
}

const shapes = ['disc', 'square'] as const;

function fallPanel(runs: readonly DecayRun[]): Panel {
  const decayed = firstFactors.map((factor, i) =>
    fallPoints(
      eventsOf(runs, firstName(factor)),
      `divided by ${factor}`,
      i === 0 ? 'measured' : 'third',
      (event) => event.decayed,
      shapes[i],
    ),
  );
  const control = fallPoints(firstEvents(runs), 'undecayed', 'control', (event) => event.control);
  const domain = stepsAround([0, 1, ...control.y.map((value) => value!)], 0.2);
  const identity: Curve = {
    kind: 'curve',
    name: 'fall = energy',
    role: 'predicted',
    x: [0, 1],
    y: [0, 1],
  };
  return {
    name: 'fall',
    heading: 'Fall of the loss',
    x: shareAxis('energy of the oscillation', '<i>E</i>/<i>L</i>', [0, 1]),
    y: shareAxis(`fall within ${dropSteps} steps`, '', domain),
    height: 280,
    series: [identity, control, ...decayed],
    labels: [
      ...decayed.map(({ name, role }) => ({ text: name, role, beside: [name] })),
      { text: 'undecayed', role: 'control', beside: [control.name] },
      { text: 'fall = energy', role: 'predicted', beside: [identity.name] },
    ],
  };
}

const shareAxis = (words: string, symbol: string, domain: Axis['domain']): Axis => ({
  words,
  symbol,
  unit: 'share of the loss',
  scale: 'linear',
  domain,
});

function sharesPanel(runs: readonly DecayRun[]): Panel {
  const curves = firstFactors.flatMap((factor, i) =>
    eventsOf(runs, firstName(factor)).map(({ seed, event }): Curve => ({
      kind: 'curve',
      name: `divided by ${factor}, seed ${seed}`,
      role: i === 0 ? 'measured' : 'third',
      x: energyCounts,
      y: event.energy.shares,
    })),
  );
  return {
    name: 'shares',
    heading: 'Where the energy is',
    x: {
      words: 'sharpest directions taken together',
      symbol: '',
      unit: 'count',
      scale: 'log',
      domain: [1, Math.max(...energyCounts)],
    },
    y: { words: 'share of the energy', symbol: '', unit: '', scale: 'linear', domain: [0, 1] },
    height: 280,
    series: curves,
    labels: firstFactors.map((factor, i) => ({
      text: `divided by ${factor}`,
      role: i === 0 ? 'measured' : 'third',
      beside: curves.filter(({ name }) => name.startsWith(`divided by ${factor},`)).map(({ name }) => name),
    })),
  };
}

/** What the loss falls by against the energy of the oscillation, and in how many directions that energy lies. */
export function decayEnergyFigure(runs: readonly DecayRun[]): FigureData {
  const fall = fallPanel(runs);
  return {
    id: 'fig-learning-rate-decay-energy',
    title: energyFinding(runs),
    caption: `${energyControlFinding(runs)} Left: fall of the loss within ${dropSteps} steps after the decay, against the energy of the oscillation: the loss of the iterates less that of their centre, both as shares of the loss of the iterates. Dashed: both are equal. Right: the share of that energy in the ${listed(energyCounts.map(String))} sharpest directions.`,
    description: `Left panel: fall of the loss against energy, ${counted(firstEvents(runs).length, 'decay')} and as many controls. Right panel: cumulative share of the energy against the number of directions.`,
    x: fall.x!,
    columns: 2,
    panels: [fall, sharesPanel(runs)],
  };
}

export const figure = drawnFrom(decayRuns, decayEnergyFigure);
