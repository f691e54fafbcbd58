import { availableParallelism } from 'node:os';
import { experimentsWith } from '../src/experiments/index.ts';
import { choices } from '../src/pipeline/choice.ts';
import { cacheFolder } from '../src/pipeline/paths.ts';
import { queueUrl } from '../src/pipeline/queue/connection.ts';
import type { RunOptions } from '../src/pipeline/run.ts';
import { oneOf, positiveInteger, UsageError } from './options.ts';
import { readSetup } from './setup/state.mjs';
import { readSweep } from './sweep-file.ts';

export const experimentOptions = {
  profile: { type: 'string' },
  seeds: { type: 'string' },
  workers: { type: 'string' },
  backend: { type: 'string' },
  queue: { type: 'string' },
  sweep: { type: 'string' },
  force: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

export const experimentHelp = `  --profile full|quick   full is what the site is published from; quick has fewer seeds, samples and steps
                         (default: full on native TensorFlow, quick on wasm)
  --seeds N              seeds 0 to N-1 in place of each variant's own
  --workers N            worker processes, one thread each (default: one for each core)
  --backend native|wasm  default: native where npm run setup found it, else wasm
  --queue redis://…      have the tasks computed by the workers of a queue (npm run worker)
  --sweep FILE           train and slice a grid of networks as well; content/sweeps has examples
  --force                run again, whatever the cache holds
  -h, --help             this text

MULTISCALE_CACHE names the artifact cache (default .cache/). MULTISCALE_BACKEND=wasm does without native TensorFlow.`;

export interface ExperimentValues {
  readonly profile?: string | undefined;
  readonly seeds?: string | undefined;
  readonly workers?: string | undefined;
  readonly backend?: string | undefined;
  readonly queue?: string | undefined;
  readonly sweep?: string | undefined;
  readonly force: boolean;
}

/** @throws UsageError where a name is neither that of an experiment nor that of an artifact */
function checkNames(
  names: readonly string[],
  { registered, ...plan }: Parameters<typeof choices>[1] & Pick<RunOptions, 'registered'>,
): void {
  const known = choices(registered, plan);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const ids = registered.map(({ experiment }) => experiment.id).join(', ');
  throw new UsageError(
    `there is no experiment or artifact ${unknown}; there are the experiments ${ids}. Try --list.`,
  );
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
export function runOptions(values: ExperimentValues, names: readonly string[] = []): RunOptions {
  const tensorflow = readSetup()?.tensorflow;
  const available = tensorflow?.status ?? 'wasm';
  const backendName = oneOf('backend', values.backend, ['native', 'wasm'], available);
  const profile = oneOf(
    'profile',
    values.profile,
    ['full', 'quick'],
    backendName === 'native' ? 'full' : 'quick',
  );
  const sweep = values.sweep === undefined ? null : readSweep(values.sweep);
  const seeds = positiveInteger('seeds', values.seeds, undefined);
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  if (backendName === 'wasm' && values.backend === undefined)
    say(
      `No native TensorFlow (${tensorflow?.reason ?? 'npm run setup has not run'}): using WebAssembly, profile ${profile}.`,
    );
  const registered = experimentsWith(sweep);
  checkNames(names, { registered, profile, ...(seeds !== undefined && { seeds }) });
  return {
    registered,
    names,
    cache: cacheFolder(),
    profile,
    backendName,
    workers: positiveInteger('workers', values.workers, availableParallelism()),
    ...(seeds !== undefined && { seeds }),
    ...(values.queue !== undefined && { queue: queueAddress(values.queue) }),
    ...(sweep !== null && { sweep }),
    force: values.force,
    say,
  };
}
