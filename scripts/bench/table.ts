import type { Benchmark, BenchmarkDetails } from '../../src/studies/engine-benchmark/schema.ts';
import { table } from '../table.ts';

const number = (value: number | null) => (value === null ? '-' : String(value));
const times = (theirs: number | null, ours: number) => (theirs === null ? '-' : (theirs / ours).toFixed(2));

/** The rows as text; the last columns say how many times faster the compiled graph is. */
export function tableText({ rows }: Benchmark, details: BenchmarkDetails): string {
  const head = [
    'case',
    'net',
    'n',
    'precision',
    'compiled',
    'tfjs eager',
    'torch eager',
    'torch.compile',
    '× eager',
  ];
  const cells = rows.map((row, i) => [
    row.case,
    row.net.replace(/^(?=\d)/, 'mlp '),
    String(row.n),
    row.precision,
    `${row.compiled_ms} ms`,
    number(row.eager_ms),
    number(row.torch_eager_ms),
    number(row.torch_compile_ms),
    times(row.eager_ms, row.compiled_ms),
    times(row.torch_eager_ms, row.compiled_ms),
    times(row.torch_compile_ms, row.compiled_ms),
    `${row.peak_mb} MB`,
    details.rows[i].torch_eager_peak_mb === null
      ? '-'
      : `${Math.round(details.rows[i].torch_eager_peak_mb!)} MB`,
  ]);
  return table([...head, '× torch', '× torch.compile', 'peak', 'torch peak'], cells);
}

/** The summary in words. */
export function summaryText({ machine, threads, summary }: Benchmark, { matmul }: BenchmarkDetails): string {
  const faster = (name: string, value: number | null) =>
    `${name}: ${value === null ? 'not measured' : `${value}x`}`;
  return [
    `${machine}, ${threads} thread`,
    faster('step against torch eager', summary.step_vs_torch_eager),
    faster('step against torch.compile', summary.step_vs_torch_compile),
    faster('Hessian-vector product against torch eager', summary.hvp_vs_torch_eager),
    faster('step against tfjs eager', summary.step_vs_tfjs_eager),
    `share of the matrix-product rate (${Math.max(matmul.ours, matmul.peer ?? 0)} GFLOP/s): ${
      summary.matmul_share === null ? 'not measured' : `${Math.round(100 * summary.matmul_share)} %`
    }`,
  ].join('\n');
}
