import type { StudyFigure } from '../../../figures/study-figure.ts';
import type { Cell, CellClass, MatrixData } from '../../../figures/figure-data.ts';
import { formatNumber } from '../../../figures/numbers.ts';
import type { BenchmarkRow } from '../schema.ts';
import { benchmarkDrawing, type EngineBenchmark } from '../benchmark.ts';
import { ratiosFinding } from '../findings.ts';

/** Within this factor of each other, two times count as equal: repeated runs differ by as much. */
export const evenFactor = 1.05;

const classes: readonly CellClass[] = [
  { name: 'faster', role: 'measured', shape: 'disc' },
  { name: 'as fast', role: 'control', shape: 'ring' },
  { name: 'slower', role: 'second', shape: 'square' },
];

const columns = [
  { key: 'eager_ms', name: 'tfjs, op by op', short: 'tfjs' },
  { key: 'torch_eager_ms', name: 'PyTorch', short: 'PyTorch' },
  { key: 'torch_compile_ms', name: 'torch.compile', short: 'compile' },
] as const;

export const caseWords: Readonly<Record<BenchmarkRow['case'], string>> = {
  step: 'gradient step',
  hvp: 'Hessian-vector product',
  lanczos: 'ten eigenvalues',
  slice: '200 losses',
  top: 'largest five eigenvalues',
};

export function classOfRatio(ratio: number): string {
  if (ratio > evenFactor) return 'faster';
  return ratio < 1 / evenFactor ? 'slower' : 'as fast';
}

function cell(row: BenchmarkRow, key: (typeof columns)[number]['key']): Cell | null {
  const theirs = row[key];
  if (theirs === null) return null;
  const value = theirs / row.compiled_ms;
  return { class: classOfRatio(value), value, text: `${formatNumber(value)}×` };
}

/** How many times faster the compiled graph is, row by row. */
export function ratiosFigure(benchmark: EngineBenchmark): MatrixData {
  const { rows } = benchmark.report;
  return {
    id: 'fig-engine-ratios',
    title: ratiosFinding(benchmark),
    caption: `How many times as long as the compiled graph each other way takes, by what is computed; times within ${formatNumber(100 * (evenFactor - 1))} % of each other count as equal. Empty where a way cannot do it: tfjs has no float64, and neither it nor torch.compile has second derivatives that are right.`,
    description: rows
      .map(
        (row) =>
          `${caseWords[row.case]}, ${row.precision}, ${row.net}, ${row.n} samples: ${columns
            .map(({ key, name }) => `${name} ${cell(row, key)?.text ?? 'not possible'}`)
            .join(', ')}.`,
      )
      .join(' '),
    rowWords: 'network and samples',
    columnWords: 'compared with',
    cellWords: 'its time over that of the compiled graph',
    columns: columns.map(({ name, short }) => ({ name, short })),
    classes,
    rows: rows.toSorted(byCase).map((row) => ({
      name: `${row.net}, n = ${row.n}`,
      group: `${caseWords[row.case]}, ${row.precision}`,
      cells: columns.map(({ key }) => cell(row, key)),
    })),
  };
}

const order = Object.keys(caseWords);

function byCase(a: BenchmarkRow, b: BenchmarkRow): number {
  return order.indexOf(a.case) - order.indexOf(b.case) || a.precision.localeCompare(b.precision);
}

export const figure: StudyFigure = () => benchmarkDrawing(ratiosFigure);
