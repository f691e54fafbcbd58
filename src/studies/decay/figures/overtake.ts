import { drawnFrom } from '../../../figures/study-figure.ts';
import { raceWindow } from '../schema.ts';
import type { Curve, FigureData, Panel, Points } from '../../../figures/figure-data.ts';
import { counted } from '../../../figures/numbers.ts';
import { roundAround } from '../../../figures/scale.ts';
import { outcomeFinding, overtakeFinding } from '../findings.ts';
import { decayRuns, firstFactors, racesOf, type DecayRun, type SeedRace } from '../selections.ts';

const ratioCurve = (factor: number, { seed, race }: SeedRace): Curve => ({
  kind: 'curve',
  name: `divided by ${factor}, seed ${seed}`,
  role: 'measured',
  x: race.steps,
  y: race.decayed.map((loss, i) => loss / race.control[i]),
});

/** Where the undecayed run takes the lead. */
function overtakings(factor: number, races: readonly SeedRace[]): Points {
  const steps = races.flatMap(({ race: { overtaken } }) => (overtaken === null ? [] : [overtaken]));
  return {
    kind: 'points',
    name: `divided by ${factor}: overtaken`,
    role: 'second',
    shape: 'ring',
    x: steps,
    y: steps.map(() => 1),
  };
}

function racePanel(runs: readonly DecayRun[], factor: number, domain: readonly [number, number]): Panel {
  const races = racesOf(runs, factor);
  const curves = races.map((race) => ratioCurve(factor, race));
  const overtaken = overtakings(factor, races);
  return {
    name: `divided by ${factor}`,
    heading: `Divided by ${factor}`,
    y: { words: 'loss decayed over undecayed', symbol: '', unit: '', scale: 'log', domain },
    height: 240,
    series: [...curves, overtaken],
    references: [{ name: `divided by ${factor}: equal`, line: 'horizontal', at: 1 }],
    labels: [
      { text: 'seeds', role: 'measured', beside: curves.map(({ name }) => name) },
      ...(overtaken.x.length > 0
        ? [{ text: 'overtaken', role: 'second' as const, beside: [overtaken.name] }]
        : []),
    ],
  };
}

/** Loss with a decay over that without it, from the decay on, until and after the undecayed run overtakes. */
export function decayOvertakeFigure(runs: readonly DecayRun[]): FigureData {
  const factors = firstFactors.filter((factor) => racesOf(runs, factor).length > 0);
  const races = factors.flatMap((factor) => racesOf(runs, factor));
  const ratios = races.flatMap(({ race: { decayed, control } }) =>
    decayed.map((loss, i) => loss / control[i]),
  );
  const domain = roundAround([0.5, 2, ...ratios]);
  return {
    id: 'fig-learning-rate-decay-overtake',
    title: overtakeFinding(runs),
    caption: `${outcomeFinding(runs)} Loss with the decay over that without it, each a mean over ${raceWindow} steps; below 1 the decayed run leads. Rings: where the undecayed run (control) first takes the lead. One line a seed.`,
    description: `Ratio of losses against the step since the decay, ${counted(races.length, 'race')} in ${counted(factors.length, 'panel')}. ${overtakeFinding(runs).replaceAll(/<[^>]*>/g, '')}`,
    x: {
      words: 'step since the decay',
      symbol: '',
      unit: '',
      scale: 'linear',
      domain: [0, Math.max(...races.map(({ race }) => race.steps.at(-1)!))],
    },
    columns: 2,
    panels: factors.map((factor) => racePanel(runs, factor, domain)),
  };
}

export const figure = drawnFrom(decayRuns, decayOvertakeFigure);
