import { drawnOf } from '../../../figures/study-figure.ts';
import { doublingRate, pitchforkRate } from '../../../math/bifurcation.ts';
import { edgeRate, logarithm, ricker, type OneDimensionalLoss } from '../../../math/one-dimensional.ts';
import { edgeAmplitude, logarithmCycle, rickerCycle } from '../../../math/period-two.ts';
import type { Curve, FigureData, Panel, Points, Reference } from '../../../figures/figure-data.ts';
import { stepsAround } from '../../../figures/scale.ts';
import { criticalErrorFinding, criticalFinding, rickerFinding } from '../findings.ts';
import { formulaOf, orbitsStudy, type OrbitsStudy } from '../selections.ts';

/** Points drawn of a column without a period. */
const shown = 5;
/** Of so many neighbouring columns one is drawn. */
const everyColumn = 2;

function dots(study: OrbitsStudy, id: string): Points {
  const { columns } = study.diagram.diagrams.find(({ loss }) => loss === id)!;
  const some = columns.filter((_, i) => i % everyColumn === 0);
  const points = some.flatMap(({ learningRate, points: all }) => {
    const stride = Math.ceil(all.length / shown);
    return all.filter((_, i) => i % stride === 0).map((x): [number, number] => [learningRate, x]);
  });
  return {
    kind: 'points',
    name: `${id}, gradient descent`,
    role: 'measured',
    shape: 'dot',
    x: points.map(([rate]) => rate),
    y: points.map(([, x]) => x),
  };
}

function branch(
  name: string,
  [from, to]: readonly [number, number],
  of: (rate: number) => number | null,
): Curve {
  const rates = Array.from({ length: 41 }, (_, i) => from + ((to - from) * i) / 40);
  return { kind: 'curve', name, role: 'predicted', x: rates, y: rates.map(of) };
}

const vertical = (name: string, at: number, label: string): Reference => ({
  name,
  line: 'vertical',
  at,
  label,
});

const panelOf = (
  study: OrbitsStudy,
  loss: OneDimensionalLoss,
  branches: readonly Curve[],
  references: readonly Reference[],
  height: number,
): Panel => {
  const { columns } = study.diagram.diagrams.find((one) => one.loss === loss.id)!;
  const cloud = dots(study, loss.id);
  return {
    name: loss.id,
    heading: formulaOf(loss.id),
    x: {
      words: 'learning rate',
      symbol: '<i>η</i>',
      unit: '',
      scale: 'linear',
      domain: [columns[0].learningRate, columns[columns.length - 1].learningRate],
    },
    y: {
      words: 'iterates after transients',
      symbol: '<i>x</i>',
      unit: '',
      scale: 'linear',
      domain: stepsAround(cloud.y as number[], 0.5),
    },
    height,
    series: [cloud, ...branches],
    references,
    labels: [
      { text: 'gradient descent', role: 'measured', beside: [cloud.name] },
      { text: 'predicted', role: 'predicted', beside: branches.map(({ name }) => name) },
    ],
  };
};

/** Where gradient descent ends, against the learning rate, with the predicted cycles. */
export function bifurcationFigure(study: OrbitsStudy): FigureData {
  const [edge, pitchfork] = [edgeRate(logarithm), pitchforkRate(logarithm)!];
  const doubling = doublingRate(logarithm, 1.01 * pitchfork, 1.5 * pitchfork)!;
  const rickerDoubling = doublingRate(ricker, 2.02, 2.8)!;
  const nudge = 1e-6;
  const symmetric = [1, -1].map((sign) =>
    branch(`symmetric cycle, ${sign > 0 ? 'upper' : 'lower'} end`, [edge + nudge, pitchfork], (rate) => {
      const x = edgeAmplitude(logarithm, rate);
      return x === null ? null : sign * x;
    }),
  );
  const split = (['a', 'b'] as const).flatMap((end) =>
    [1, -1].map((sign) =>
      branch(
        `split cycle, ${end}, ${sign > 0 ? 'as is' : 'mirrored'}`,
        [pitchfork, doubling],
        (rate) => sign * logarithmCycle(rate)[end],
      ),
    ),
  );
  const chord = (['a', 'b'] as const).map((end) =>
    branch(
      `chord cycle, ${end}`,
      [edgeRate(ricker) + nudge, rickerDoubling],
      (rate) => rickerCycle(rate)?.[end] ?? null,
    ),
  );
  return {
    id: 'fig-edge-of-stability-bifurcation',
    title: criticalFinding(study),
    caption: `${criticalErrorFinding(study)} ${rickerFinding(study)} Dots: where gradient descent ends, from a start on each side. Dashed curves: the predicted two-cycles, up to where they double. Dashed verticals: the edge, the pitchfork where <i>f</i>″(<i>x</i>*) = 0, and the first doubling.`,
    description: `Iterates against learning rate. Upper panel: ln(1 + x²), with the edge at ${edge}, the pitchfork at ${pitchfork.toPrecision(5)} and the doubling at ${doubling.toPrecision(5)}. Lower panel: e^x − x − 1, with the edge at ${edgeRate(ricker)} and the doubling at ${rickerDoubling.toPrecision(6)}.`,
    x: { words: 'learning rate', symbol: '<i>η</i>', unit: '', scale: 'linear', domain: [0, 1] },
    panels: [
      panelOf(
        study,
        logarithm,
        [...symmetric, ...split],
        [
          vertical('edge', edge, 'edge'),
          vertical('pitchfork', pitchfork, 'pitchfork'),
          vertical('doubling', doubling, 'doubling'),
        ],
        300,
      ),
      panelOf(
        study,
        ricker,
        chord,
        [vertical('edge', edgeRate(ricker), 'edge'), vertical('doubling', rickerDoubling, 'doubling')],
        190,
      ),
    ],
  };
}

export const figure = drawnOf(orbitsStudy, bifurcationFigure, (study) => [study.diagram, ...study.seeds]);
