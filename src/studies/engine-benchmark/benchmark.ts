import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Figure } from '../../figures/figure-data.ts';
import type { Drawing } from '../../figures/study-figure.ts';
import { benchmarkSchema, detailsSchema, type Benchmark, type BenchmarkDetails } from './schema.ts';

/** The committed run of `npm run bench`, both files; rows correspond by place. */
export interface EngineBenchmark {
  readonly report: Benchmark;
  readonly details: BenchmarkDetails;
}

const read = (name: string): unknown => JSON.parse(readFileSync(resolve('bench', name), 'utf8'));

/** Null where nothing has been measured yet. */
export function engineBenchmark(): EngineBenchmark | null {
  if (!existsSync(resolve('bench/latest.json'))) return null;
  return {
    report: benchmarkSchema.parse(read('latest.json')),
    details: detailsSchema.parse(read('details.json')),
  };
}

/** `196-64-64-10`, or the network's kind before it where it is not an MLP. */
export const layersOf = (net: string): number[] => net.replace(/^\D+/, '').split('-').map(Number);

export const isMlp = (net: string): boolean => /^\d/.test(net);

/** A figure of the committed run, which is no artifact; null without one. */
export function benchmarkDrawing(draw: (benchmark: EngineBenchmark) => Figure): Drawing | null {
  const benchmark = engineBenchmark();
  const rerun = 'npm run bench -- --peer python3 && npm run site';
  return benchmark && { data: draw(benchmark), runs: [], rerun };
}
