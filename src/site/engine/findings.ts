import { formatNumber } from '../../figures/numbers.ts';
import type { Markup } from '../../figures/markup.ts';
import type { EngineBenchmark } from './benchmark.ts';

/** What the engine is meant to reach, as ratios of times or as a share. */
export const targets = {
  step_vs_torch_eager: 1.8,
  step_vs_torch_compile: 1.3,
  hvp_vs_torch_eager: 2.2,
  step_vs_tfjs_eager: 4,
  matmul_share: 0.7,
} as const;

export type Target = keyof typeof targets;

/** Whether a target is reached; null where it was not measured. */
export function isReached({ report }: EngineBenchmark, target: Target): boolean | null {
  const value = report.summary[target];
  return value === null ? null : value >= targets[target];
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
