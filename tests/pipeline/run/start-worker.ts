/* start-worker.ts: a worker of MULTISCALE_TEST_QUEUE for experiments of `registry.ts`, with the cache in MULTISCALE_CACHE. */
import { main } from '../../../src/pipeline/command-line.ts';
import { cacheFolder } from '../../../src/pipeline/paths.ts';
import { serveQueue } from '../../../src/pipeline/queue/serve.ts';
import { experiments } from './registry.ts';

await main(async () => {
  await serveQueue({
    url: process.env['MULTISCALE_TEST_QUEUE']!,
    cache: cacheFolder(),
    backendName: 'wasm',
    concurrency: 1,
    experimentsOf: () => Promise.resolve(experiments),
    registry: new URL('./registry.ts', import.meta.url),
    say: (line) => void process.stderr.write(`${line}\n`),
  });
  return 0;
});
