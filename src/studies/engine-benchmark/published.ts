import type { PublishedFigure } from '../../registry/figures.ts';
import { engineBenchmark } from './benchmark.ts';
import { ratiosFigure } from './figures/ratios.ts';
import { stepsFigure } from './figures/steps.ts';

const rerun = 'npm run bench -- --peer python3 && npm run site';

/** The figures of the engine's page; they draw bench/latest.json, which is no artifact. */
export function engineFigures(benchmark = engineBenchmark()): readonly PublishedFigure[] {
  if (!benchmark) return [];
  return [
    {
      data: stepsFigure(benchmark),
      artifacts: [],
      source: 'src/studies/engine-benchmark/figures/steps.ts',
      rerun,
    },
    {
      data: ratiosFigure(benchmark),
      artifacts: [],
      source: 'src/studies/engine-benchmark/figures/ratios.ts',
      rerun,
    },
  ];
}
