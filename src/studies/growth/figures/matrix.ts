import { drawnOf } from '../../../figures/study-figure.ts';
import type { GrowthRecord } from '../../../measure/slice-growth.ts';
import type { Cell, CellClass, MatrixData } from '../../../figures/figure-data.ts';
import { decreaseInterval } from '../../../measure/slice-growth.ts';
import { formatNumber } from '../../../figures/numbers.ts';
import { imagesOf } from '../../../measure/image-words.ts';
import { median, ofAll } from '../../../math/statistics.ts';
import { tolerance, type GrowthClass } from '../../../measure/growth-class.ts';
import { classOf, matrixFinding } from '../matrix-findings.ts';
import { matrixStudy, type MatrixNetwork } from '../matrix-selections.ts';
import { slicesOf } from '../selections.ts';

const matrixColumns = [
  { kind: 'top eigenvector', name: 'top eigenvectors', short: 'sharpest' },
  { kind: 'gradient', name: 'gradient', short: 'gradient' },
  { kind: 'random', name: 'random directions', short: 'random' },
] as const;

const looks: Readonly<Record<GrowthClass, Pick<CellClass, 'role' | 'shape'>>> = {
  slower: { role: 'measured', shape: 'disc' },
  'first slower, then faster': { role: 'third', shape: 'triangle' },
  quadratic: { role: 'control', shape: 'ring' },
  'first faster, then slower': { role: 'fourth', shape: 'diamond' },
  faster: { role: 'second', shape: 'square' },
};

function cell(network: MatrixNetwork, kind: GrowthRecord['kind']): Cell | null {
  const slices = slicesOf(network.artifacts, kind);
  if (slices.length === 0) return null;
  const value = ofAll(
    median,
    slices.flatMap(({ exponentAt3 }) => (exponentAt3 === null ? [] : [exponentAt3])),
  );
  return { class: classOf(network, kind), value, text: value === null ? '–' : formatNumber(value) };
}

/** How the loss grows, by network, loss and data, and by direction. */
export function matrixFigure(networks: readonly MatrixNetwork[]): MatrixData {
  return {
    id: 'fig-subquadratic-growth-matrix',
    title: matrixFinding(networks),
    caption: `Growth compared with a quadratic from <i>t</i> = ${decreaseInterval[0]} to ${decreaseInterval[1]}, within ${tolerance} of <i>p</i> = 2, of the median exponent over slices and seeds. The number is the median exponent at <i>t</i> = 3. One thing is changed at a time: where nothing is said, the data are ${imagesOf(networks.flatMap(({ artifacts }) => artifacts)).name}.`,
    description: networks
      .map(
        (network) =>
          `${network.group}, ${network.name}: ${matrixColumns.map(({ kind, name }) => `${name} ${cell(network, kind)?.class ?? 'not measured'}`).join(', ')}.`,
      )
      .join(' '),
    rowWords: 'network',
    columnWords: 'direction',
    cellWords: 'local exponent <i>p</i> at <i>t</i> = 3',
    columns: matrixColumns.map(({ name, short }) => ({ name, short })),
    classes: Object.entries(looks).map(([name, look]) => ({ name, ...look })),
    rows: networks.map((network) => ({
      name: network.name,
      group: network.group,
      cells: matrixColumns.map(({ kind }) => cell(network, kind)),
    })),
  };
}

export const figure = drawnOf(matrixStudy, matrixFigure, (networks) =>
  networks.flatMap(({ artifacts }) => artifacts),
);
