import { join } from 'node:path';
import { browserSettled, provideBrowser } from './browser.mjs';
import { withLock } from './lock.mjs';
import { providePackages, packagesSettled } from './packages.mjs';
import { nodeSettled, provideNode } from './pinned-node.mjs';
import { readState } from './state.mjs';
import { provideTensorflow, tensorflowSettled } from './tensorflow.mjs';

async function missing(context, needs) {
  const state = readState(context.root);
  return {
    packages: !(packagesSettled(context, state) && nodeSettled(context, state)),
    tensorflow: needs.tensorflow && !(await tensorflowSettled(context, state)),
    browser: needs.browser && !browserSettled(context, state),
  };
}

const nothingMissing = { packages: false, tensorflow: false, browser: false };

const nothing = (parts) => Object.values(parts).every((part) => !part);

async function packagesAndNode(context, adopt) {
  await providePackages(context, adopt);
  return provideNode(context);
}

/**
 * Provides what is missing in a checkout, one process at a time.
 * @param {import('./context.mjs').Context} context
 * @param {{ tensorflow: boolean, browser: boolean }} needs beside packages and Node
 */
export async function ensure(context, needs) {
  if (nothing(await missing(context, needs))) return;
  const wait = (pid) => context.progress.say(`Waiting for another set-up of this checkout (process ${pid})`);
  // Outside node_modules, which npm deletes.
  await withLock(join(context.root, '.cache', 'setup.lock'), wait, async (adopt) => {
    const due = await missing(context, needs);
    if (nothing(due)) return;
    const ready = packagesAndNode(context, adopt);
    const parts = [ready, due.tensorflow && provideTensorflow(context, ready)];
    await Promise.all(parts).catch(async (error) => {
      // Nothing is at work any more when the locks are given back.
      if (context.signal.aborted) await Promise.allSettled(parts);
      throw error;
    });
    // A new installation of the packages takes away what was linked into them, and what was known.
    const lost = due.packages ? await missing(context, needs) : nothingMissing;
    if (lost.tensorflow) await provideTensorflow(context, ready);
    if (due.browser || lost.browser) await provideBrowser(context, await ready);
  });
}
