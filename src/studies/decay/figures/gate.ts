import { drawnFrom } from '../../../figures/study-figure.ts';
import { dropRatio, dropSteps } from '../statistics.ts';
import { decayRules } from '../judge.ts';
import { firstName, secondNames } from '../schema.ts';
import type { FigureData, Points, Role } from '../../../figures/figure-data.ts';
import { counted } from '../../../figures/numbers.ts';
import { stepsAround } from '../../../figures/scale.ts';
import { gateFinding } from '../findings.ts';
import { decayRuns, eventsOf, firstFactors, type DecayRun } from '../selections.ts';

interface Group {
  readonly name: string;
  readonly label: string;
  readonly short: string;
  readonly role: Role;
}

const groups: readonly Group[] = [
  { name: secondNames.below, label: 'second, below the edge (control)', short: 'control', role: 'control' },
  { name: secondNames.at, label: 'second, at the edge', short: 'second', role: 'second' },
  ...firstFactors.map((factor, i) => ({
    name: firstName(factor),
    label: `first, divided by ${factor}`,
    short: `÷ ${factor}`,
    role: i === 0 ? ('measured' as const) : ('third' as const),
  })),
];

/** What a decay does to the loss against the sharpness before it. */
export function decayGateFigure(runs: readonly DecayRun[]): FigureData {
  const drawn = groups.filter(({ name }) => eventsOf(runs, name).length > 0);
  const points = drawn.map(({ name, label, role }): Points => {
    const events = eventsOf(runs, name).map(({ event }) => event);
    return {
      kind: 'points',
      name: label,
      role,
      x: events.map(({ ratio }) => ratio),
      y: events.map((event) => dropRatio(event, event.decayed) / dropRatio(event, event.control)),
    };
  });
  const [x, y] = [points.flatMap((one) => one.x), points.flatMap((one) => one.y as number[])];
  return {
    id: 'fig-learning-rate-decay-gate',
    title: gateFinding(runs),
    caption: `Loss ${dropSteps} steps after a decay over that without it, against the sharpness before the decay in units of 2/<i>η</i>. Vertical line: the edge. Horizontal lines: a decay counts as a drop below ${decayRules.second} and as none above ${decayRules.noSecond}. One mark a decay, ${counted(runs.length, 'seed')}.`,
    description: `Ratio of losses against sharpness·η/2 for ${drawn.map(({ label }) => label).join(', ')}; ${counted(x.length, 'decay')}.`,
    x: {
      words: 'sharpness before the decay',
      symbol: '<i>Sη</i>/2',
      unit: '',
      scale: 'linear',
      domain: stepsAround([0.6, 1.1, ...x], 0.1),
    },
    panels: [
      {
        name: 'gate',
        y: {
          words: 'loss with the decay over that without',
          symbol: '',
          unit: '',
          scale: 'linear',
          domain: stepsAround([0.3, 1.1, ...y], 0.1),
        },
        height: 260,
        series: points,
        references: [
          { name: 'the edge', line: 'vertical', at: 1, label: 'the edge', short: 'edge' },
          { name: 'counts as a drop', line: 'horizontal', at: decayRules.second },
          { name: 'counts as none', line: 'horizontal', at: decayRules.noSecond },
        ],
        labels: points.map(({ name, role }, i) => ({
          text: name,
          short: drawn[i].short,
          role,
          beside: [name],
        })),
      },
    ],
  };
}

export const figure = drawnFrom(decayRuns, decayGateFigure);
