/*
 * start.ts EXPERIMENTS [SEEDS]: a run of experiments of `registry.ts` on two workers, or those of MULTISCALE_TEST_QUEUE, with
 * the cache in MULTISCALE_CACHE.
 */
import { main } from '../../../src/pipeline/command-line.ts';
import { report } from '../../../scripts/report.ts';
import { cacheFolder } from '../../../src/pipeline/paths.ts';
import { runExperiments } from '../../../src/pipeline/run.ts';
import { registeredAs } from './registry.ts';

const [ids, seeds] = process.argv.slice(2);
const queue = process.env['MULTISCALE_TEST_QUEUE'];

await main(async () =>
  report(
    await runExperiments({
      registered: registeredAs(...ids.split(',')),
      registry: new URL('./registry.ts', import.meta.url),
      cache: cacheFolder(),
      profile: 'quick',
      backendName: 'wasm',
      workers: 2,
      names: [],
      force: false,
      ...(queue !== undefined && { queue }),
      ...(seeds !== undefined && { seeds: Number(seeds) }),
      say: (line) => void process.stderr.write(`${line}\n`),
    }),
  ),
);
