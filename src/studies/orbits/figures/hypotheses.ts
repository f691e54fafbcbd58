import { drawnOf } from '../../../figures/study-figure.ts';
import type { CounterexampleRecord } from '../schema.ts';
import type { Curve, FigureData, Panel } from '../../../figures/figure-data.ts';
import type { Markup } from '../../../figures/markup.ts';
import { capitalised, countWord, listed } from '../../../figures/numbers.ts';
import { stepsAround } from '../../../figures/scale.ts';
import { hypothesesFinding } from '../findings.ts';
import { orbitsStudy, type OrbitsStudy } from '../selections.ts';

const steps = 40;
/** Of an orbit that diverges no more than this is shown. */
const most = 40;

const headings: Readonly<Record<string, Markup>> = {
  'f′(x)/x falls': '<i>f</i>′/<i>x</i> does not fall',
  'f′(x)/x falls below 2/η': '<i>f</i>′/<i>x</i> stays above 2/<i>η</i>',
  '2/η < f″(0)': '<i>f</i>″(0) below 2/<i>η</i>',
  'f is even': '<i>f</i> not even',
  'f is bounded below': '<i>f</i> without a lower bound',
  'f″(x*) > 0': '<i>f</i>″(<i>x</i>*) negative',
  'f′ crosses f′(x*) only at x*': '<i>f</i>′ crosses <i>f</i>′(<i>x</i>*) again',
};

const ends: Readonly<Record<CounterexampleRecord['orbits'][number]['ends'], string>> = {
  'at the minimum': 'comes to rest at the minimum',
  'symmetric cycle': 'comes to a symmetric two-cycle',
  'asymmetric cycle': 'comes to a two-cycle that is not symmetric',
  elsewhere: 'does not settle',
  diverged: 'diverges',
};

/** Where the orbits of a counterexample end, in words. */
export const endsOf = ({ orbits }: CounterexampleRecord): string =>
  listed(orbits.map((orbit) => `from ${orbit.start} it ${ends[orbit.ends]}`));

const roles = ['measured', 'second'] as const;

function counterexamplePanel({ breaks, orbits, amplitude }: CounterexampleRecord): Panel {
  const curves = orbits.map(({ start, path }, i): Curve => ({
    kind: 'curve',
    name: `${breaks}: from ${start}`,
    role: roles[i],
    x: path.slice(0, steps + 1).map((_, step) => step),
    y: path.slice(0, steps + 1).map((x) => (Math.abs(x) > 10 * most ? null : x)),
  }));
  const values = curves.flatMap(({ y }) => y.filter((x) => x !== null && Math.abs(x) < most)) as number[];
  const largest = Math.max(...values.map(Math.abs));
  const domain = stepsAround([-largest, largest], largest > 10 ? 20 : 1);
  return {
    name: breaks,
    heading: headings[breaks] ?? breaks,
    y: { words: 'iterate', symbol: '<i>x</i>', unit: '', scale: 'linear', domain },
    height: 120,
    series: curves,
    references:
      amplitude === null
        ? []
        : [amplitude, -amplitude].map((at) => ({
            name: `predicted ${at > 0 ? '' : 'minus '}x*`,
            line: 'horizontal' as const,
            at,
          })),
    labels:
      curves.length < 2
        ? []
        : orbits.map(({ start }, i) => ({ text: `from ${start}`, role: roles[i], beside: [curves[i].name] })),
  };
}

/** One orbit or two on a loss that breaks each of the hypotheses. */
export function hypothesesFigure(study: OrbitsStudy): FigureData {
  const { counterexamples } = study.diagram;
  return {
    id: 'fig-edge-of-stability-hypotheses',
    title: hypothesesFinding(study),
    caption: `Iterates on functions that meet all hypotheses of the theorem but the one named. ${counterexamples
      .map(
        (one) =>
          `${headings[one.breaks] ?? one.breaks}: ${one.formula} at <i>η</i> = ${one.learningRate.toFixed(2)}, ${endsOf(one)}`,
      )
      .join(
        '. ',
      )}. Dashed: ±<i>x</i>* where <i>f</i>′(<i>x</i>)/<i>x</i> = 2/<i>η</i> has a solution beyond the edge.`,
    description: `${capitalised(countWord(counterexamples.length))} panels of iterates against steps. ${counterexamples.map((one) => `${one.breaks} broken: ${endsOf(one)}`).join('. ')}.`,
    x: { words: 'step', symbol: '<i>t</i>', unit: '', scale: 'linear', domain: [0, steps] },
    columns: 3,
    panels: counterexamples.map(counterexamplePanel),
  };
}

export const figure = drawnOf(orbitsStudy, hypothesesFigure, (study) => [study.diagram]);
