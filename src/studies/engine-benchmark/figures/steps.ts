import type { StudyFigure } from '../../../figures/study-figure.ts';
import type { FigureData, Points, Role } from '../../../figures/figure-data.ts';
import type { Markup } from '../../../figures/markup.ts';
import { formatNumber } from '../../../figures/numbers.ts';
import { decadesAround } from '../../../figures/scale.ts';
import type { BenchmarkRow } from '../schema.ts';
import { benchmarkDrawing, isMlp, layersOf, type EngineBenchmark } from '../benchmark.ts';
import { stepsFinding } from '../findings.ts';
import { stepOperations } from '../operations.ts';

type Column = 'compiled_ms' | 'eager_ms' | 'torch_eager_ms' | 'torch_compile_ms';

const contenders: readonly { column: Column; name: string; role: Role }[] = [
  { column: 'eager_ms', name: 'tfjs, op by op', role: 'control' },
  { column: 'torch_eager_ms', name: 'PyTorch', role: 'second' },
  { column: 'torch_compile_ms', name: 'torch.compile', role: 'third' },
  { column: 'compiled_ms', name: 'compiled graph', role: 'measured' },
];

export const singlePrecisionSteps = ({ report }: EngineBenchmark): BenchmarkRow[] =>
  report.rows.filter(
    ({ case: kind, net, precision }) => kind === 'step' && isMlp(net) && precision === 'float32',
  );

/** Time of a step against its operations, with the time that a matrix product of as many would take. */
export function stepsFigure(benchmark: EngineBenchmark): FigureData {
  const rows = singlePrecisionSteps(benchmark)
    .map((row) => ({ row, operations: stepOperations(layersOf(row.net), row.n) / 1e9 }))
    .toSorted((a, b) => a.operations - b.operations);
  const x = rows.map(({ operations }) => operations);
  const series = contenders
    .map(({ column, name, role }): Points => {
      return { kind: 'points', name, role, x, y: rows.map(({ row }) => row[column]) };
    })
    .filter(({ y }) => y.some((value) => value !== null));
  const domain = decadesAround(x);
  const rate = Math.max(benchmark.details.matmul.ours, benchmark.details.matmul.peer ?? 0);
  const bound = {
    kind: 'curve',
    name: 'matrix product',
    role: 'predicted',
    x: domain,
    y: domain.map((operations) => (1000 * operations) / rate),
  } as const;
  const times = [...series.flatMap(({ y }) => y.filter((value) => value !== null)), ...bound.y];
  return {
    id: 'fig-engine-steps',
    title: stepsFinding(benchmark),
    caption: `Median time of one step of gradient descent in float32, with its loss read back, against the operations in it, for fully connected tanh networks; one thread each, taking turns. Dashed: what a matrix product of as many operations takes at the machine’s best rate, ${rate.toFixed(0)}\u00a0×\u00a010<sup>9</sup> a second.`,
    description: rows
      .map(
        ({ row }) =>
          `${row.net}, ${row.n} samples: ${contenders
            .flatMap(({ column, name }) => (row[column] === null ? [] : [`${name} ${row[column]} ms`]))
            .join(', ')}.`,
      )
      .join(' '),
    x: { words: 'operations in a step', symbol: '', unit: '10⁹', scale: 'log', domain },
    panels: [
      {
        name: 'time of a step',
        y: { words: 'time of a step', symbol: '', unit: 'ms', scale: 'log', domain: decadesAround(times) },
        height: 280,
        series: [bound, ...series],
        labels: [
          ...series.map(({ name, role }) => ({ text: name, role, beside: [name] })),
          { text: 'matrix product alone', short: 'product', role: 'predicted', beside: [bound.name] },
        ],
      },
    ],
  };
}

/** How much faster a step is in the smallest and in the largest network, and where the gain is, in a sentence. */
export function gainFinding(benchmark: EngineBenchmark): Markup {
  const ratios = singlePrecisionSteps(benchmark)
    .flatMap(({ net, n, compiled_ms, torch_eager_ms }) =>
      torch_eager_ms === null
        ? []
        : [{ operations: stepOperations(layersOf(net), n), ratio: torch_eager_ms / compiled_ms }],
    )
    .toSorted((a, b) => a.operations - b.operations);
  if (ratios.length < 2) return '';
  const [small, large] = [ratios[0].ratio, ratios.at(-1)!.ratio];
  const numbers = `the compiled step is ${formatNumber(small)} times as fast as PyTorch’s in the smallest case and ${formatNumber(large)} times in the largest`;
  return small > large
    ? `The gain lies where networks are small, which is where the experiments are: ${numbers}.`
    : `${numbers.replace('the compiled', 'The compiled')}.`;
}

export const figure: StudyFigure = () => benchmarkDrawing(stepsFigure);
