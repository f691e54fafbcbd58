import { drawnOf } from '../../../figures/study-figure.ts';
import { edgeRate, oneDimensionalLosses } from '../../../math/one-dimensional.ts';
import type { Curve, FigureData, Panel, Points } from '../../../figures/figure-data.ts';
import { counted } from '../../../figures/numbers.ts';
import { roundAround } from '../../../figures/scale.ts';
import { convergedError } from '../schema.ts';
import { controlFinding, convergenceFinding, errorFinding } from '../findings.ts';
import { formulaOf, orbitsStudy, type OrbitsStudy } from '../selections.ts';

/** The functions drawn, with their role and a short name. */
const drawn = [
  { loss: 'power-1.5', role: 'measured', short: '<i>p</i> = 1.5' },
  { loss: 'power-1', role: 'second', short: '<i>p</i> = 1' },
  { loss: 'power-0.5', role: 'third', short: '<i>p</i> = ½' },
  { loss: 'logarithm', role: 'fourth', short: 'ln' },
  { loss: 'gaussian-well', role: 'fifth', short: 'Gauss' },
] as const;

const edgeOf = (id: string) => edgeRate(oneDimensionalLosses.find((loss) => loss.id === id)!);

/** Every learning rate of a function over all seeds, in the order of their size. */
const ratesOf = ({ seeds }: OrbitsStudy, id: string) =>
  seeds
    .flatMap(({ families }) => families.find(({ loss }) => loss === id)!.amplitudes)
    .toSorted((a, b) => a.learningRate - b.learningRate)
    .map((amplitude) => ({ ...amplitude, excess: amplitude.learningRate / edgeOf(id) }));

/** Marks of one function; the rest would hide each other. */
const marks = 16;

function amplitudePanel(study: OrbitsStudy): Panel {
  const of = drawn.map(({ loss, role, short }) => {
    const rates = ratesOf(study, loss);
    const stride = Math.ceil(rates.length / marks);
    const some = rates.filter((_, i) => i % stride === 0);
    const predicted: Curve = {
      kind: 'curve',
      name: `${loss}, predicted`,
      role: 'predicted',
      x: rates.map(({ excess }) => excess),
      y: rates.map((rate) => rate.predicted),
    };
    const measured: Points = {
      kind: 'points',
      name: `${loss}, measured`,
      role,
      x: some.map(({ excess }) => excess),
      y: some.map((rate) => rate.measured),
    };
    return { predicted, measured, label: { text: short, role, beside: [measured.name] } };
  });
  const values = of.flatMap(({ measured }) => measured.y.filter((value) => value !== null));
  return {
    name: 'amplitude',
    y: {
      words: 'amplitude of the cycle',
      symbol: '<i>x</i>*',
      unit: '',
      scale: 'log',
      domain: roundAround(values),
    },
    height: 300,
    series: [...of.map(({ predicted }) => predicted), ...of.map(({ measured }) => measured)],
    labels: of.map(({ label }) => label),
  };
}

/** Errors that share one mark of the cloud. */
const clouded = 5;

function errorPanel(study: OrbitsStudy): Panel {
  const settled = study.seeds[0].families
    .flatMap(({ loss }) => ratesOf(study, loss))
    .flatMap(({ excess, error }) => (error === null ? [] : [{ excess, error }]));
  // The largest of a few learning rates next to each other: the cloud keeps its upper edge.
  const all = settled
    .toSorted((a, b) => a.excess - b.excess)
    .flatMap((_, i, sorted) =>
      i % clouded === 0 ? [sorted.slice(i, i + clouded).reduce((a, b) => (b.error > a.error ? b : a))] : [],
    );
  const errors: Points = {
    kind: 'points',
    name: 'largest error at a learning rate',
    role: 'measured',
    shape: 'dot',
    x: all.map(({ excess }) => excess),
    // Exact agreement has no logarithm.
    y: all.map(({ error }) => (error === 0 ? null : error)),
  };
  return {
    name: 'error',
    y: {
      words: 'relative error of the amplitude',
      symbol: '',
      unit: '',
      scale: 'log',
      domain: [1e-17, 1e-6],
    },
    height: 130,
    series: [errors],
    references: [{ name: 'rule', line: 'horizontal', at: convergedError, label: 'rule' }],
    labels: [],
  };
}

/** Amplitude of the two-cycle against the learning rate, predicted and measured, with its error. */
export function amplitudeFigure(study: OrbitsStudy): FigureData {
  const names = drawn.map(({ loss, short }) => `${short}: ${formulaOf(loss)}`);
  return {
    id: 'fig-edge-of-stability-amplitude',
    title: convergenceFinding(study),
    caption: `${errorFinding(study)} ${controlFinding(study)} Dashed: <i>x</i>* from <i>f</i>′(<i>x</i>)/<i>x</i> = 2/<i>η</i>; marks: gradient descent from random starts, at random learning rates in units of the edge 2/<i>f</i>″(0). Below: the largest error over the starts at every ${clouded} learning rates next to each other, all functions and ${counted(study.seeds.length, 'seed')}. Functions: ${names.join('; ')}.`,
    description: `Amplitude against the learning rate over the edge, for ${drawn.length} functions. ${convergenceFinding(study).replaceAll(/<[^>]*>/g, '')}`,
    x: {
      words: 'learning rate over the edge',
      symbol: '<i>η</i> <i>f</i>″(0)/2',
      unit: '',
      scale: 'log',
      domain: [1, 5],
    },
    panels: [amplitudePanel(study), errorPanel(study)],
  };
}

export const figure = drawnOf(orbitsStudy, amplitudeFigure, (study) => study.seeds);
