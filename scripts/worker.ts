import { dataFolderVariable } from '../src/data/folder.ts';
import { experiments } from '../src/experiments/index.ts';
import { parseArtifact } from '../src/pipeline/artifact.ts';
import { currentCommit } from '../src/pipeline/commit.ts';
import { cacheFolder } from '../src/pipeline/paths.ts';
import { WorkerPool } from '../src/pipeline/pool.ts';
import { planRunHere } from '../src/pipeline/queue/plan.ts';
import { Refused, runQueueWorker } from '../src/pipeline/queue/queue-worker.ts';
import { Store } from '../src/pipeline/store.ts';
import { queueAddress } from './experiment-options.ts';
import { main, oneOf, parse, positiveInteger, UsageError } from './options.ts';
import { readSetup } from './setup/state.mjs';

const help = `npm run worker -- --queue redis://…

Computes tasks of a distributed run until it is stopped. The run is started on any machine that reaches the same Redis:
npm run experiments -- --queue redis://…

  --queue redis://…      address of the Redis; rediss:// for TLS, with user:password@ where it wants them
  --data-dir FOLDER      where Fashion-MNIST and CIFAR-10 are, for a run on them
  --workers N            tasks at a time, one thread each (default: 1)
  --backend native|wasm  default: native where npm run setup found it, else wasm; must be that of the run
  -h, --help             this text

A worker is refused whose commit, sources, packages or backend differ from those of the run, and so is one whose
processor computes other bytes, as one with wider vectors may.
`;

const say = (line: string) => void process.stderr.write(`${line}\n`);

await main(async () => {
  const { values } = parse({
    options: {
      queue: { type: 'string' },
      'data-dir': { type: 'string' },
      workers: { type: 'string' },
      backend: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return (console.log(help), 0);
  if (values.queue === undefined) throw new UsageError('--queue redis://… is missing. Try --help.');
  if (values['data-dir'] !== undefined) process.env[dataFolderVariable] = values['data-dir'];
  const available = readSetup()?.tensorflow?.status ?? 'wasm';
  const cache = cacheFolder();
  const pool = new WorkerPool(oneOf('backend', values.backend, ['native', 'wasm'], available), cache);
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      say('Stopping; the task in hand goes back to the queue.');
      stop.abort();
      pool.stop();
    });
  try {
    const backend = await pool.backend();
    const commit = await currentCommit();
    const everything = {
      commit,
      profile: 'quick',
      seeds: null,
      firstSeed: null,
      dataset: null,
      sweep: null,
      experiments: experiments.map(({ experiment }) => experiment.id),
    } as const;
    const loaded = await planRunHere(backend, everything);
    await runQueueWorker({
      url: queueAddress(values.queue),
      concurrency: positiveInteger('workers', values.workers, 1),
      store: new Store(cache),
      plan: async (run) => {
        const now = await planRunHere(backend, everything);
        if (now.announcement.digest !== loaded.announcement.digest)
          throw new Refused('the sources have changed since this worker started; start it again');
        return planRunHere(backend, { ...run, commit });
      },
      execute: (task, hear) => pool.execute(task, hear),
      checkArtifact: (bytes) => void parseArtifact(experiments, bytes),
      say,
      signal: stop.signal,
    });
    return 0;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    say(error.message);
    return 1;
  } finally {
    pool.stop();
  }
});
