/* start-counted.ts BACKEND [ID …]: a quick run of the project's experiments on two workers that count what they do. */
import { main } from '../../../src/pipeline/command-line.ts';
import { report } from '../../../scripts/report.ts';
import { experiments } from '../../../src/registry/experiments.ts';
import { cacheFolder } from '../../../src/pipeline/paths.ts';
import { runExperiments } from '../../../src/pipeline/run.ts';

const [backend, ...names] = process.argv.slice(2);

await main(async () =>
  report(
    await runExperiments({
      registered: experiments,
      registry: new URL('./counted-registry.ts', import.meta.url),
      cache: cacheFolder(),
      profile: 'quick',
      backendName: backend === 'wasm' ? 'wasm' : 'native',
      workers: 2,
      names,
      force: false,
      say: (line) => void process.stderr.write(`${line}\n`),
    }),
  ),
);
