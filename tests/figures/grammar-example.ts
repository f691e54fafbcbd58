import type { Axis, FigureData, MatrixData } from '../../src/figures/figure-data.ts';

const axis = (words: string, scale: Axis['scale'], domain: readonly [number, number], unit = ''): Axis => ({
  words,
  symbol: '<i>x</i>',
  unit,
  scale,
  domain,
});

/** Every kind of series, an x axis of a panel's own, references and columns in one figure. */
export const everything: FigureData = {
  id: 'fig-test-everything',
  title: 'Every kind of series',
  caption: '',
  description: 'Every kind of series.',
  x: axis('distance', 'linear', [0, 10], 'm'),
  columns: 2,
  panels: [
    {
      name: 'marks',
      heading: 'Marks',
      y: axis('height above the lowest ground of the whole valley', 'linear', [0, 4], 'm'),
      height: 160,
      series: [
        {
          kind: 'points',
          name: 'measured',
          role: 'measured',
          x: [1, 3, 5, 7],
          y: [1, null, 2, 3],
          low: [0.5, null, 1.5, null],
          high: [1.5, null, 2.5, null],
        },
        { kind: 'points', name: 'expected', role: 'predicted', x: [1, 5], y: [1.1, 2.1] },
      ],
      references: [
        { name: 'edge', line: 'horizontal', at: 3.5, label: 'edge' },
        { name: 'start', line: 'vertical', at: 2 },
      ],
      labels: [{ text: 'seeds', role: 'measured', beside: ['measured'] }],
    },
    {
      name: 'steps',
      heading: 'Steps',
      x: axis('step', 'log', [1, 1000]),
      y: axis('loss', 'log', [1, 50]),
      height: 160,
      series: [
        {
          kind: 'curve',
          name: 'loss',
          role: 'second',
          shape: 'steps',
          x: [1, 10, 100, 1000],
          y: [40, 20, 10, 2],
        },
      ],
      labels: [{ text: 'loss', role: 'second', beside: ['loss'] }],
    },
    {
      name: 'field',
      heading: 'Field',
      y: axis('rank', 'linear', [0, 3]),
      height: 120,
      series: [
        {
          kind: 'field',
          name: 'shares',
          x: [0, 5, 10],
          rows: [0, 1, 2, 3],
          share: [
            [0, 1],
            [0.5, null],
            [0.25, 0.75],
          ],
        },
      ],
      labels: [],
    },
  ],
};

export const matrix: MatrixData = {
  id: 'fig-test-matrix',
  title: 'A matrix',
  caption: '',
  description: 'Two rows.',
  rowWords: 'network',
  columnWords: 'direction',
  cellWords: 'exponent <i>p</i>',
  columns: [{ name: 'top eigenvectors', short: 'top' }, { name: 'gradient' }, { name: 'random' }],
  classes: [
    { name: 'slower', role: 'measured', shape: 'wedge' },
    { name: 'faster', role: 'second', shape: 'triangle' },
  ],
  rows: [
    {
      name: 'tanh',
      group: 'squared error',
      cells: [
        { class: 'slower', value: 1.2, text: '1.20' },
        { class: 'faster', value: 2.5, text: '2.50' },
        null,
      ],
    },
    {
      name: 'ReLU, two layers',
      group: 'squared error',
      cells: [
        { class: 'faster', value: 2.4, text: '2.40' },
        { class: 'faster', value: 3.1, text: '3.10' },
        { class: 'slower', value: 1.9, text: '1.90' },
      ],
    },
  ],
};
