import { drawnFrom } from '../../../figures/study-figure.ts';
import { originModels, originSpreads, type CellRecord } from '../schema.ts';
import { scaleDetector } from '../../../math/scale-detector.ts';
import type { Cell, MatrixData, MatrixRow } from '../../../figures/figure-data.ts';
import { formatNumber } from '../../../figures/numbers.ts';
import { median } from '../../../math/statistics.ts';
import { cellKind, edgeFinding, otherLossFinding } from '../findings.ts';
import { cellsOf, spreadNames, originRuns, type OriginRun } from '../selections.ts';

type Measured = Pick<CellRecord, 'scales' | 'band'>;

const middle = (cells: readonly Measured[], pick: (cell: Measured) => number) => median(cells, pick);

/** Scales and decades in between, classed as the median cell is. */
function measures(cells: readonly Measured[]): Cell[] {
  const scales = middle(cells, (cell) => cell.scales);
  const band = middle(cells, (cell) => cell.band);
  const kind = cellKind({ scales, band });
  return [
    { class: kind, value: scales, text: formatNumber(scales).replace(/\.00$/, '') },
    { class: kind, value: band, text: formatNumber(band) },
  ];
}

function squaredErrorRows(runs: readonly OriginRun[]): MatrixRow[] {
  return originModels.flatMap((model) =>
    originSpreads.map((spread): MatrixRow => {
      const cells = cellsOf(runs, model, spread);
      const bounded = cells.filter(({ edge }) => edge.bounded).length;
      return {
        name: spreadNames[spread],
        group: `${model} model, squared error`,
        cells: [
          ...measures(cells),
          {
            class: bounded === cells.length ? 'bounded' : 'diverges',
            value: bounded,
            text: `${bounded} of ${cells.length}`,
          },
        ],
      };
    }),
  );
}

const otherLossRows = (runs: readonly OriginRun[]): MatrixRow[] =>
  (['one', 'log-uniform'] as const).map((spread) => ({
    name: spreadNames[spread],
    group: 'linear model, pseudo-Huber loss',
    cells: [
      ...measures(runs.flatMap(({ otherLoss }) => otherLoss.filter((one) => one.spread === spread))),
      null,
    ],
  }));

/** Scales, decades in between and gradient descent above the edge, by model, loss and spread of the data. */
export function cellsFigure(runs: readonly OriginRun[]): MatrixData {
  const rows = [...squaredErrorRows(runs), ...otherLossRows(runs)];
  return {
    id: 'fig-origin-cells',
    title: edgeFinding(runs),
    caption: `${otherLossFinding(runs)} Medians of ${runs.length} seeds: the number of scales; the decades of distance over which the exponent lies between ${scaleDetector.between.join(' and ')}, of which ${scaleDetector.continuum} make a continuum; and the runs of gradient descent at ${runs[0].cells[0].edge.factor} times the edge of stability that stay bounded.`,
    description: rows
      .map(
        ({ group, name, cells }) =>
          `${group}, ${name}: ${cells.map((cell) => (cell ? `${cell.text} (${cell.class})` : 'not measured')).join(', ')}.`,
      )
      .join(' '),
    rowWords: 'model and magnitudes',
    columnWords: 'what was measured',
    cellWords: 'median, or runs that stay bounded',
    columns: [
      { name: 'scales' },
      { name: 'decades in between', short: 'decades' },
      { name: 'bounded above the edge', short: 'bounded' },
    ],
    classes: [
      { name: 'quadratic', role: 'control', shape: 'ring' },
      { name: 'one scale', role: 'fifth', shape: 'wedge' },
      { name: 'continuum', role: 'third', shape: 'triangle' },
      { name: 'separate scales', role: 'measured', shape: 'disc' },
      { name: 'bounded', role: 'fourth', shape: 'diamond' },
      { name: 'diverges', role: 'second', shape: 'cross' },
    ],
    rows,
  };
}

export const figure = drawnFrom(originRuns, cellsFigure);
