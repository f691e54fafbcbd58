import type { PublishedFigure } from '../figures.ts';
import { engineBenchmark } from './benchmark.ts';
import { ratiosFigure } from './ratios-figure.ts';
import { stepsFigure } from './steps-figure.ts';

const rerun = 'npm run bench -- --peer python3 && npm run site';

/** The figures of the engine's page; they draw bench/latest.json, which is no artifact. */
export function engineFigures(benchmark = engineBenchmark()): readonly PublishedFigure[] {
  if (!benchmark) return [];
  return [
    {
      data: stepsFigure(benchmark),
      artifacts: [],
      source: 'src/site/compiled-engine/steps-figure.ts',
      rerun,
    },
    {
      data: ratiosFigure(benchmark),
      artifacts: [],
      source: 'src/site/compiled-engine/ratios-figure.ts',
      rerun,
    },
  ];
}
