import { readSetup } from './setup/state.mjs';
import { main } from '../src/pipeline/command-line.ts';
import { measureCommand } from '../src/instrument/measure-command.ts';
import { cacheFolder } from '../src/pipeline/paths.ts';
import packageJson from '../package.json' with { type: 'json' };

// tfjs-node calls what Node has deprecated, which is no news for whoever measures a network.
process.noDeprecation = true;

await main(() =>
  measureCommand({
    command: 'npm run measure --',
    args: process.argv.slice(2),
    cache: cacheFolder(),
    backend: readSetup()?.tensorflow?.status ?? 'wasm',
    version: packageJson.version,
    say: (line) => void process.stderr.write(`${line}\n`),
    print: (text) => void process.stdout.write(`${text}\n`),
  }),
);
