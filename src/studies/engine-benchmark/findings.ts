import { formatNumber } from '../../figures/numbers.ts';
import type { Markup } from '../../figures/markup.ts';
import { max, mean, min, ofAll } from '../../math/statistics.ts';
import { isMlp, type EngineBenchmark } from './benchmark.ts';

/** One thing that the engine is meant to reach: at least a value, or at most. */
export interface Goal {
  readonly words: string;
  readonly bound: 'at least' | 'at most';
  readonly target: number;
  /** Null where it was not measured. */
  readonly value: number | null;
}

export function isReached({ bound, target, value }: Goal): boolean | null {
  if (value === null) return null;
  return bound === 'at least' ? value >= target : value <= target;
}

/** Ratios of PyTorch's time to ours of one case in float32 on fully connected networks. */
const ratiosOf = ({ report }: EngineBenchmark, kind: 'step' | 'hvp'): number[] =>
  report.rows
    .filter((row) => row.case === kind && row.precision === 'float32' && isMlp(row.net))
    .flatMap(({ compiled_ms, torch_eager_ms }) =>
      torch_eager_ms === null ? [] : [torch_eager_ms / compiled_ms],
    );

/** Networks that are no part of a study: residual, attention, and an MLP in batches. */
export const isOfCode = (net: string) => /^(?:resnet|vit|mlp) /.test(net);

/** Geometric mean of PyTorch's time over ours of one case on those networks, in both precisions. */
function meanOfCode({ report }: EngineBenchmark, kind: 'step' | 'hvp'): number | null {
  const logarithms = report.rows.flatMap(({ case: one, net, compiled_ms, torch_eager_ms }) =>
    one === kind && isOfCode(net) && torch_eager_ms !== null ? [Math.log(torch_eager_ms / compiled_ms)] : [],
  );
  return logarithms.length === 0 ? null : Math.exp(mean(logarithms));
}

/** The largest share of PyTorch's peak memory that ours took. */
function memoryShare({ report, details }: EngineBenchmark): number | null {
  const shares = report.rows.flatMap(({ peak_mb }, i) => {
    const theirs = details.rows[i].torch_eager_peak_mb;
    return theirs === null ? [] : [peak_mb / theirs];
  });
  return ofAll(max, shares);
}

/** What the engine is meant to reach, with what the committed run says; fixed before it was measured. */
export function goals(benchmark: EngineBenchmark): Goal[] {
  const { summary } = benchmark.report;
  const atLeast = (words: string, target: number, value: number | null): Goal => ({
    words,
    bound: 'at least',
    target,
    value,
  });
  return [
    atLeast('Gradient step against PyTorch', 1.8, summary.step_vs_torch_eager),
    atLeast('Gradient step against torch.compile', 1.3, summary.step_vs_torch_compile),
    atLeast('Hessian-vector product against PyTorch', 2.2, summary.hvp_vs_torch_eager),
    atLeast(
      'The least favourable of these on any size',
      1,
      ofAll(min, [...ratiosOf(benchmark, 'step'), ...ratiosOf(benchmark, 'hvp')]),
    ),
    atLeast(
      'Gradient step of a residual network, a transformer and an MLP in batches, both precisions',
      1.2,
      meanOfCode(benchmark, 'step'),
    ),
    atLeast('Hessian-vector product of these', 1.3, meanOfCode(benchmark, 'hvp')),
    atLeast('Gradient step on 500 samples against tfjs op by op', 4, summary.step_vs_tfjs_eager),
    atLeast('Share of the matrix-product rate, widest network on 1,000 samples', 0.7, summary.matmul_share),
    {
      words: 'Peak memory over PyTorch’s, the largest of all cases',
      bound: 'at most',
      target: 1,
      value: memoryShare(benchmark),
    },
  ];
}

const against = (value: number | null): Markup =>
  value === null ? 'not compared with PyTorch' : `${formatNumber(value)} times as fast as PyTorch`;

/** The sentence over the figure of steps. */
export const stepsFinding = ({ report }: EngineBenchmark): Markup =>
  `A compiled step is ${against(report.summary.step_vs_torch_eager)}, in the geometric mean over all sizes`;

/** The sentence over the matrix of ratios. */
export function ratiosFinding({ report }: EngineBenchmark): Markup {
  const compared = report.rows.flatMap(({ compiled_ms, torch_eager_ms }) =>
    torch_eager_ms === null ? [] : [torch_eager_ms >= compiled_ms],
  );
  const faster = compared.filter(Boolean).length;
  return compared.length === 0
    ? 'The compiled graph beside tfjs op by op'
    : `The compiled graph is at least as fast as PyTorch in ${faster} of ${compared.length} cases`;
}
