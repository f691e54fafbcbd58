import { z } from 'zod';

const milliseconds = z.number().positive().nullable();

/** One timing of every contender: medians of milliseconds for one run; null where a contender cannot do it. */
export const rowSchema = z.strictObject({
  case: z.enum(['step', 'hvp', 'lanczos', 'slice', 'top']),
  net: z.string(),
  n: z.int().positive(),
  precision: z.enum(['float32', 'float64']),
  compiled_ms: z.number().positive(),
  eager_ms: milliseconds,
  torch_eager_ms: milliseconds,
  torch_compile_ms: milliseconds,
  /** Peak memory of the process that ran the compiled graphs of this network up to this row. */
  peak_mb: z.number().positive(),
});

const ratio = z.number().positive().nullable();

/** `bench/latest.json`: what `npm run bench` measured. Ratios above 1 mean that ours is faster. */
export const benchmarkSchema = z.strictObject({
  machine: z.string(),
  threads: z.int().positive(),
  rows: z.array(rowSchema),
  summary: z.strictObject({
    step_vs_torch_eager: ratio,
    step_vs_torch_compile: ratio,
    hvp_vs_torch_eager: ratio,
    step_vs_tfjs_eager: ratio,
    matmul_share: ratio,
  }),
});

export type BenchmarkRow = z.output<typeof rowSchema>;
export type Benchmark = z.output<typeof benchmarkSchema>;

const quartiles = z.tuple([z.number(), z.number()]).nullable();

/** `bench/details.json`: what stands behind it, row by row in the same order. */
export const detailsSchema = z.strictObject({
  date: z.iso.date(),
  /** Versions of ours and of the peer; null where there was none. */
  ours: z.string(),
  peer: z.string().nullable(),
  /** Repetitions of which the medians are, interleaved over the contenders. */
  repeats: z.int().positive(),
  /** One thread's matrix products in float32, in 1e9 operations a second. */
  matmul: z.strictObject({ ours: z.number().positive(), peer: z.number().positive().nullable() }),
  rows: z.array(
    z.strictObject({
      /** First and third quartile of the repetitions, ms. */
      compiled: quartiles,
      torch_eager: quartiles,
      /** The same step with one step a call; null for other cases. */
      single_call_ms: milliseconds,
      eager_peak_mb: z.number().positive().nullable(),
      torch_eager_peak_mb: z.number().positive().nullable(),
      torch_compile_peak_mb: z.number().positive().nullable(),
    }),
  ),
});

export type BenchmarkDetails = z.output<typeof detailsSchema>;
