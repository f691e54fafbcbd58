import { readFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { main, parse, UsageError } from '../../src/pipeline/command-line.ts';
import { nativeHome, readNative, setUpNative, userCache } from './native.mjs';

const help = `npx multiscale COMMAND [options]

  measure                from a trained network to a report on its loss landscape; measure --help says more
  setup                  native TensorFlow, which is faster than WebAssembly; kept for all projects of this user
  doctor                 what is installed, and which backend is taken

  --version              the version of the package
  -h, --help             this text
`;

const setupHelp = `npx multiscale setup

Installs native TensorFlow for this user: from its Python package, pinned by version and checksum, with an addon that is built
here. Needs python3 with pip, a C++ compiler, make, and the network once.
`;

const doctorHelp = `npx multiscale doctor

What is installed, and which backend is taken.
`;

/** The package's package.json. */
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  readonly version: string;
};

/** Where measurements are kept until their report is there. */
const cacheFolder = ({ MULTISCALE_CACHE: own, ...env } = process.env) =>
  own ? resolve(own) : join(userCache(env), 'measurements');

async function measure(args: readonly string[]): Promise<number> {
  // tfjs-node calls what Node has deprecated, which is no news for whoever measures a network.
  process.noDeprecation = true;
  const { measureCommand } = await import('../../src/instrument/measure-command.ts');
  return measureCommand({
    command: 'npx multiscale measure',
    args,
    cache: cacheFolder(),
    backend: readNative()?.tensorflow.status ?? 'wasm',
    version,
    say: (line) => void process.stderr.write(`${line}\n`),
    print: (text) => void process.stdout.write(`${text}\n`),
  });
}

async function setup(args: readonly string[]): Promise<number> {
  parse(setupHelp, {}, { args });
  const found = await setUpNative();
  if (found.status === 'wasm') return 1;
  console.log(`Native TensorFlow ${found.version}, in ${nativeHome()}`);
  return 0;
}

function backendLine(): string {
  const tensorflow = readNative()?.tensorflow;
  if (tensorflow?.status === 'native') return `native TensorFlow ${tensorflow.version}`;
  const { reason = 'native TensorFlow has not been set up', remedy = 'npx multiscale setup' } =
    tensorflow ?? {};
  return `WebAssembly, for ${reason} (to have native: ${remedy})`;
}

async function doctor(args: readonly string[]): Promise<number> {
  parse(doctorHelp, {}, { args });
  const rows = [
    ['multiscale', version],
    ['Node', process.version],
    [
      'machine',
      `${process.platform} ${process.arch}, ${availableParallelism()} cores, ${(totalmem() / 2 ** 30).toFixed(1)} GiB`,
    ],
    ['backend', backendLine()],
    ['kept in', userCache(process.env)],
  ];
  for (const [name, value] of rows) console.log(`${name.padEnd(12)}${value}`);
  return 0;
}

const commands: Readonly<Record<string, (args: readonly string[]) => Promise<number>>> = {
  measure,
  setup,
  doctor,
};

/** Runs the command line of the package. */
export const run = (args: readonly string[]): Promise<void> =>
  main(async () => {
    const [name, ...rest] = args;
    if (name === '--version') return (console.log(version), 0);
    if (name === undefined || name === '--help' || name === '-h') return (console.log(help), 0);
    if (!Object.hasOwn(commands, name))
      throw new UsageError(`multiscale knows ${Object.keys(commands).join(', ')}, not ${name}. Try --help.`);
    return commands[name](rest);
  });
