import { drawnFrom } from '../../../figures/study-figure.ts';
import type { DecayEvent } from '../schema.ts';
import { dropSteps } from '../statistics.ts';
import type { Curve, FigureData, Panel, Role } from '../../../figures/figure-data.ts';
import { counted, countWord } from '../../../figures/numbers.ts';
import { dropFinding } from '../findings.ts';
import { decayRuns, decayKinds, eventsOf, type DecayRun } from '../selections.ts';

/** Steps drawn before and after a decay. */
const drawn = { before: 20, after: 60 } as const;

/** Loss from the decay on, over that at the decay. */
function course(event: DecayEvent, after: readonly number[], name: string, role: Role): Curve {
  const start = event.before.at(-1)!;
  return {
    kind: 'curve',
    name,
    role,
    x: Array.from({ length: drawn.after + 1 }, (_, i) => i),
    y: [start, ...after.slice(0, drawn.after)].map((loss) => loss / start),
  };
}

/** Loss up to the decay, over that at the decay. */
function lead({ before }: DecayEvent, name: string): Curve {
  const kept = before.slice(-drawn.before - 1);
  return {
    kind: 'curve',
    name,
    role: 'control',
    x: kept.map((_, i) => i - kept.length + 1),
    y: kept.map((loss) => loss / before.at(-1)!),
  };
}

function lossPanel(
  runs: readonly DecayRun[],
  { name, words }: (typeof decayKinds)[number],
  domain: [number, number],
): Panel {
  const events = eventsOf(runs, name);
  const of = (after: (event: DecayEvent) => readonly number[], role: Role, with_: string) =>
    events.map(({ seed, event }) => course(event, after(event), `${name}, ${with_}, seed ${seed}`, role));
  const before = events.map(({ seed, event }) => lead(event, `${name}, before, seed ${seed}`));
  const control = of(({ control: losses }) => losses, 'control', 'without');
  const decayed = of(({ decayed: losses }) => losses, 'measured', 'with');
  return {
    name,
    heading: words,
    y: {
      words: 'loss over that at the decay',
      symbol: '<i>L</i>/<i>L</i><sub>0</sub>',
      unit: '',
      scale: 'linear',
      domain,
    },
    height: 190,
    series: [...before, ...control, ...decayed],
    references: [{ name: `${name}: read here`, line: 'vertical', at: dropSteps }],
    labels:
      events.length === 0
        ? []
        : [
            { text: 'decayed', role: 'measured', beside: decayed.map((curve) => curve.name) },
            { text: 'undecayed', role: 'control', beside: control.map((curve) => curve.name) },
          ],
  };
}

/** The loss around each decay, with that of the run that goes on undecayed from the same iterate. */
export function decayLossFigure(runs: readonly DecayRun[]): FigureData {
  const kinds = decayKinds.filter(({ name }) => eventsOf(runs, name).length > 0);
  const highest = Math.max(
    1,
    ...kinds.flatMap(({ name }) =>
      eventsOf(runs, name).flatMap(({ event: { before, control } }) =>
        [...before.slice(-drawn.before - 1), ...control.slice(0, drawn.after)].map(
          (loss) => loss / before.at(-1)!,
        ),
      ),
    ),
  );
  const domain: [number, number] = [0, Math.ceil(2 * highest) / 2];
  return {
    id: 'fig-learning-rate-decay-loss',
    title: dropFinding(runs),
    caption: `Loss step by step around ${countWord(kinds.length)} decays, over the loss at the decay: blue with it, grey before it and without it, from the same iterate. One line a seed, ${counted(runs.length, 'seed')}. Dashed: ${dropSteps} steps after the decay, where its drop is read.`,
    description: `${counted(kinds.length, 'panel')} of loss against step since the decay: ${kinds.map(({ words }) => words.toLowerCase()).join('; ')}. ${counted(runs.length, 'seed')}.`,
    x: {
      words: 'step since the decay',
      symbol: '',
      unit: '',
      scale: 'linear',
      domain: [-drawn.before, drawn.after],
    },
    columns: 2,
    panels: kinds.map((kind) => lossPanel(runs, kind, domain)),
  };
}

export const figure = drawnFrom(decayRuns, decayLossFigure);
