import { drawnFrom } from '../../../figures/study-figure.ts';
import { originRules } from '../networks-judge.ts';
import type { Cell, MatrixData } from '../../../figures/figure-data.ts';
import { formatNumber } from '../../../figures/numbers.ts';
import { imagesOf } from '../../../measure/image-words.ts';
import { loweringFinding, networkExponents, networksFinding } from '../findings.ts';
import { networksOf, normNames, normOrder, networkRuns, type NetworkRun } from '../selections.ts';

const networks = [
  { network: 'tanh4', group: 'tanh network, past the quadratic radius' },
  { network: 'linear', group: 'linear network, far out' },
] as const;

function cell(value: number | null | undefined): Cell | null {
  if (value == null) return null;
  const name =
    value < originRules.exponent ? 'slower' : Math.abs(value - 2) < 0.05 ? 'quadratic' : 'in between';
  return { class: name, value, text: formatNumber(value) };
}

/** Growth exponents of trained networks by the spread of their data's norms. */
export function networksFigure(runs: readonly NetworkRun[]): MatrixData {
  const rows = networks.flatMap(({ network, group }) => {
    const columns = normOrder.map((norms) => networkExponents(runs, network, norms));
    const seeds = networksOf(runs, network, 'unit').map(({ seed }) => seed);
    return seeds.map((seed) => ({
      name: `seed ${seed}`,
      group,
      cells: columns.map((column) => cell(column.get(seed))),
    }));
  });
  const { name, noun } = imagesOf(runs);
  return {
    id: 'fig-origin-networks',
    title: networksFinding(runs),
    caption: `${loweringFinding(runs)} Mean growth exponent of the loss along the sharpest directions of networks trained on ${name}: over the decade past the quadratic radius for the tanh network of four layers, over the last two decades for the linear one, which never leaves its parabola. Columns: how the norms of the ${noun} are spread; their mean square is the same.`,
    description: rows
      .map(
        ({ group, name, cells }) =>
          `${group}, ${name}: ${cells.map((one) => one?.text ?? 'unknown').join(', ')}.`,
      )
      .join(' '),
    rowWords: 'network',
    columnWords: `norms of the ${noun}`,
    cellWords: 'growth exponent',
    columns: normOrder.map((norms) => ({ name: normNames[norms], short: shortNames[norms] })),
    classes: [
      { name: 'slower', role: 'measured', shape: 'disc' },
      { name: 'in between', role: 'third', shape: 'triangle' },
      { name: 'quadratic', role: 'control', shape: 'ring' },
    ],
    rows,
  };
}

const shortNames: Readonly<Record<(typeof normOrder)[number], string>> = {
  unit: 'same',
  natural: 'natural',
  lognormal: 'lognorm.',
  'tenth-times-8': 'times 8',
};

export const figure = drawnFrom(networkRuns, networksFigure);
