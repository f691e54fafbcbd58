import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { dataFolderVariable } from '../src/data/folder.ts';
import { imageSources, isFromFolder } from '../src/data/image-source.ts';
import { experimentsOf } from '../src/registry/chosen-images.ts';
import { choices } from '../src/pipeline/choice.ts';
import { given } from '../src/pipeline/given.ts';
import { cacheFolder } from '../src/pipeline/paths.ts';
import { queueUrl } from '../src/pipeline/queue/address.ts';
import type { RunOptions } from '../src/pipeline/run-options.ts';
import {
  mostWorkers,
  oneOf,
  positiveInteger,
  UsageError,
  type Parsed,
} from '../src/pipeline/command-line.ts';
import { readSetup } from './setup/state.mjs';
import { readSweep } from './sweep-file.ts';

export const experimentOptions = {
  profile: { type: 'string' },
  seeds: { type: 'string' },
  'first-seed': { type: 'string' },
  dataset: { type: 'string' },
  'data-dir': { type: 'string' },
  workers: { type: 'string' },
  backend: { type: 'string' },
  queue: { type: 'string' },
  sweep: { type: 'string' },
  force: { type: 'boolean', default: false },
} as const;

export const experimentHelp = `  --profile full|quick   full is what the site is published from; quick has fewer seeds, samples and steps
                         (default: full on native TensorFlow, quick on wasm)
  --seeds N              seeds 0 to N-1 in place of each variant's own
  --first-seed N         as many other seeds: N is added to each
  --dataset NAME         every network experiment on these images: ${imageSources.join(', ')}
  --data-dir FOLDER      where Fashion-MNIST's IDX files and CIFAR-10's binary batches are (or MULTISCALE_DATA_DIR)
  --workers N            worker processes, one thread each (default: one for each core)
  --backend native|wasm  default: native where npm run setup found it, else wasm
  --queue redis://…      have the tasks computed by the workers of a queue (npm run worker)
  --sweep FILE           train and slice a grid of networks as well; content/sweeps has examples
  --force                run again, whatever the cache holds
  -h, --help             this text

MULTISCALE_CACHE names the artifact cache (default .cache/). MULTISCALE_BACKEND=wasm does without native TensorFlow.`;

type ExperimentValues = Parsed<typeof experimentOptions>['values'];

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

/** @throws UsageError where images that the run needs cannot be read */
async function registeredBy(values: ExperimentValues) {
  const dataFolder = values['data-dir'] ?? process.env[dataFolderVariable];
  if (values['data-dir'] !== undefined) process.env[dataFolderVariable] = resolve(values['data-dir']);
  const dataset = oneOf('dataset', values.dataset, imageSources, null);
  const sweep = values.sweep === undefined ? null : readSweep(values.sweep);
  const registered = await experimentsOf({ sweep, dataset }).catch((error: Error) => {
    throw new UsageError(error.message);
  });
  const readsFolder = [dataset ?? [], sweep?.dataset ?? []].flat().some(isFromFolder);
  const sweepFile = values.sweep;
  return { registered, ...given({ dataset, dataFolder: readsFolder ? dataFolder : null, sweep, sweepFile }) };
}

/** What a command line asks of the pipeline; says so where it falls back to wasm. */
export async function runOptions(
  values: ExperimentValues,
  names: readonly string[] = [],
): Promise<RunOptions> {
  const tensorflow = readSetup()?.tensorflow;
  const available = tensorflow?.status ?? 'wasm';
  const backendName = oneOf('backend', values.backend, ['native', 'wasm'], available);
  const profile = oneOf(
    'profile',
    values.profile,
    ['full', 'quick'],
    backendName === 'native' ? 'full' : 'quick',
  );
  const numbers = given({
    seeds: positiveInteger('seeds', values.seeds, { most: 1000, fallback: null }),
    firstSeed: positiveInteger('first-seed', values['first-seed'], { most: 1_000_000_000, fallback: null }),
  });
  if (numbers.firstSeed !== undefined && values.sweep !== undefined)
    throw new UsageError('--first-seed does not go with --sweep, whose file names its seeds. Try --help.');
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  if (backendName === 'wasm' && values.backend === undefined)
    say(
      `No native TensorFlow (${tensorflow?.reason ?? 'npm run setup has not run'}): using WebAssembly, profile ${profile}.`,
    );
  const registration = await registeredBy(values);
  checkNames(names, { registered: registration.registered, profile, ...numbers });
  return {
    ...registration,
    ...numbers,
    names,
    cache: cacheFolder(),
    profile,
    backendName,
    workers: positiveInteger('workers', values.workers, {
      most: mostWorkers,
      fallback: availableParallelism(),
    }),
    ...(values.queue !== undefined && { queue: queueAddress(values.queue) }),
    force: values.force,
    say,
  };
}
