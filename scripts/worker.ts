import { dataFolderVariable } from '../src/data/folder.ts';
import { experimentsOf } from '../src/registry/chosen-images.ts';
import { Complaint } from '../src/pipeline/complaint.ts';
import { cacheFolder } from '../src/pipeline/paths.ts';
import { serveQueue } from '../src/pipeline/queue/serve.ts';
import { queueAddress } from './experiment-options.ts';
import {
  main,
  mostWorkers,
  oneOf,
  parse,
  positiveInteger,
  UsageError,
} from '../src/pipeline/command-line.ts';
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

await main(async () => {
  const { values } = parse(help, {
    queue: { type: 'string' },
    'data-dir': { type: 'string' },
    workers: { type: 'string' },
    backend: { type: 'string' },
  });
  if (values.queue === undefined) throw new UsageError('--queue redis://… is missing. Try --help.');
  if (values['data-dir'] !== undefined) process.env[dataFolderVariable] = values['data-dir'];
  const available = readSetup()?.tensorflow?.status ?? 'wasm';
  await serveQueue({
    url: queueAddress(values.queue),
    cache: cacheFolder(),
    backendName: oneOf('backend', values.backend, ['native', 'wasm'], available),
    concurrency: positiveInteger('workers', values.workers, { most: mostWorkers, fallback: 1 }),
    experimentsOf: (asked) =>
      experimentsOf(asked).catch((error: Error) => {
        throw new Complaint(error.message);
      }),
    say: (line) => void process.stderr.write(`${line}\n`),
  });
  return 0;
});
