import { availableParallelism } from 'node:os';
import { experiments, type RegisteredExperiment } from '../src/experiments/index.ts';
import { cacheFolder } from '../src/pipeline/paths.ts';
import { queueUrl } from '../src/pipeline/queue/connection.ts';
import type { RunOptions } from '../src/pipeline/run.ts';
import { oneOf, positiveInteger, UsageError } from './options.ts';
import { readSetup } from './setup/state.mjs';

export const experimentOptions = {
  profile: { type: 'string' },
  seeds: { type: 'string' },
  workers: { type: 'string' },
  backend: { type: 'string' },
  queue: { type: 'string' },
  force: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

export const experimentHelp = `  --profile full|quick   full is what the site is published from; quick has fewer seeds, samples and steps
                         (default: full on native TensorFlow, quick on wasm)
  --seeds N              seeds 0 to N-1 in place of each variant's own
  --workers N            worker processes, one thread each (default: one for each core)
  --backend native|wasm  default: native where npm run setup found it, else wasm
  --queue redis://…      have the tasks computed by the workers of a queue (npm run worker)
  --force                run again, whatever the cache holds
  -h, --help             this text

MULTISCALE_CACHE names the artifact cache (default .cache/). MULTISCALE_BACKEND=wasm does without native TensorFlow.`;

export interface ExperimentValues {
  readonly profile?: string | undefined;
  readonly seeds?: string | undefined;
  readonly workers?: string | undefined;
  readonly backend?: string | undefined;
  readonly queue?: string | undefined;
  readonly force: boolean;
}

function selected(ids: readonly string[]): readonly RegisteredExperiment[] {
  const known = experiments.map(({ experiment }) => experiment.id);
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown)
    throw new UsageError(`there is no experiment ${unknown}; there are ${known.join(', ')}. Try --list.`);
  return ids.length === 0 ? experiments : experiments.filter(({ experiment }) => ids.includes(experiment.id));
}

/** @throws UsageError where the text is no address of a Redis */
export function queueAddress(text: string): string {
  try {
    return queueUrl(text);
  } catch (error) {
    throw new UsageError(`--queue: ${(error as Error).message}. Try --help.`);
  }
}

/** What a command line asks of the pipeline; says so where it falls back to wasm. */
export function runOptions(values: ExperimentValues, ids: readonly string[] = []): RunOptions {
  const tensorflow = readSetup()?.tensorflow;
  const available = tensorflow?.status ?? 'wasm';
  const backendName = oneOf('backend', values.backend, ['native', 'wasm'], available);
  const profile = oneOf(
    'profile',
    values.profile,
    ['full', 'quick'],
    backendName === 'native' ? 'full' : 'quick',
  );
  const seeds = positiveInteger('seeds', values.seeds, undefined);
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  if (backendName === 'wasm' && values.backend === undefined)
    say(
      `No native TensorFlow (${tensorflow?.reason ?? 'npm run setup has not run'}): using WebAssembly, profile ${profile}.`,
    );
  return {
    registered: selected(ids),
    cache: cacheFolder(),
    profile,
    backendName,
    workers: positiveInteger('workers', values.workers, availableParallelism()),
    ...(seeds !== undefined && { seeds }),
    ...(values.queue !== undefined && { queue: queueAddress(values.queue) }),
    force: values.force,
    say,
  };
}
