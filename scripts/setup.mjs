import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { help, parseCommandLine, UsageError } from './setup/command-line.mjs';
import { createContext } from './setup/context.mjs';
import { ensure } from './setup/ensure.mjs';
import { wordsFor } from './setup/faults.mjs';
import { folderFault } from './setup/folder.cjs';
import { createProgress } from './setup/progress.mjs';
import { report } from './setup/report.mjs';
import { runScript } from './setup/script.mjs';
import { declinesNative, readSetup } from './setup/state.mjs';
import { Interrupted, untilStopped } from './setup/stop.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

function needsOf(request, env) {
  if (request.asksHelp) return { tensorflow: false, browser: false };
  const browser =
    request.kind === 'setup' || resolve(root, request.script) === resolve(root, 'scripts/test.ts');
  return { tensorflow: !declinesNative(env), browser };
}

async function main(args, env) {
  const request = parseCommandLine(args, env);
  if (request.kind === 'help') return (console.log(help), 0);
  const fault = folderFault(resolve(root));
  if (fault !== null) throw new Error(fault);
  const explicit = request.kind === 'setup';
  const context = createContext({ root, env, explicit, progress: createProgress(process.stderr) });
  await untilStopped((signal) => ensure({ ...context, signal }, needsOf(request, env)));
  const setup = readSetup({ root, env });
  if (request.kind === 'run') return runScript(context, setup.node, request);
  console.log(report(context, setup));
  // npm runs no scripts here (.npmrc), that of `npm pack` neither: what it packs has to be there.
  return runScript(context, setup.node, { script: 'scripts/package.ts', args: [] });
}

try {
  process.exitCode = await main(process.argv.slice(2), process.env);
} catch (error) {
  if (error instanceof Interrupted) process.exitCode = error.exitCode;
  else {
    console.error(wordsFor(error, root));
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}
